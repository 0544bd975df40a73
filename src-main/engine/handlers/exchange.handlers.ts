import type { exchangeContract } from '@shared/contract/exchange.contract';
import { attachStaged, readAttachment } from '../exchange/attachments.service';
import { exportArchive, startArchiveExport } from '../exchange/archive/archive.job';
import { importStagedArchive, mayImportArchive } from '../exchange/archive/archive-import.job';
import { exportHistory } from '../exchange/export-history.job';
import { exportRecords, startExport } from '../exchange/export.service';
import {
  cancelImport,
  getImportStatus,
  listImports,
  pauseImport,
  resumeImport,
  startImport,
  waitForImport,
} from '../exchange/import.service';
import { checkImport } from '../exchange/import-check.service';
import { previewFile } from '../exchange/preview.service';
import { exportRejected, listRejected } from '../exchange/rejected-rows.service';
import type { HandlersFor } from './handlers-for';

export const exchangeHandlers: HandlersFor<typeof exchangeContract> = {
  preview: ({ deps, signal }, input) => previewFile(deps, input, signal),
  check: ({ deps, signal }, input) => checkImport(deps, input, signal),
  startImport: ({ deps }, input) => startImport(deps, input),
  importStatus: ({ db, deps }, input) => getImportStatus(deps, db, input),
  listImports: ({ db, deps }) => listImports(deps, db),
  pauseImport: ({ deps }, input) => pauseImport(deps, input),
  resumeImport: ({ deps }, input) => resumeImport(deps, input),
  cancelImport: ({ deps }, input) => cancelImport(deps, input),
  waitForImport: ({ deps, signal }, input) => waitForImport(deps, input, signal),
  rejectedRows: ({ db, deps }, input) => listRejected(deps, db, input),
  exportRejected: ({ deps }, input) => exportRejected(deps, input),
  export: ({ deps, signal }, input) => exportRecords(deps, input, signal),
  startExport: ({ deps }, input) => startExport(deps, input),
  exportHistory: ({ deps, signal }, input) => exportHistory(deps, input, signal),
  exportArchive: ({ deps, signal }) => exportArchive(deps, signal),
  startArchiveExport: ({ deps }) => startArchiveExport(deps),
  mayImportArchive: ({ db, deps }) => mayImportArchive(deps, db),
  importArchive: ({ deps, signal }, input) => importStagedArchive(deps, input, signal),
  attach: ({ deps }, input) => attachStaged(deps, input),
  attachment: ({ db, deps }, input) => readAttachment(deps, db, input),
};
