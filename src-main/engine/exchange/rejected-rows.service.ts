import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { RejectedRow } from '@shared/contract/exchange.contract';
import type { ImportId, StagedFileId } from '@shared/domain/ids';
import type { Catalogue } from '@shared/messages/catalogue';
import { formatMessage, formatMessageIn } from '@shared/messages/format-message';
import { nextTurn } from '../kernel/next-turn';
import type { Clock, Random } from '../kernel/ports';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb } from '../storage/db';
import { toStorageFailure } from '../storage/storage-failure';
import { formatCsvRow, guardCell } from './formats/csv-write';
import { getImportStatus } from './import.service';
import { findHeaders, selectRejected } from './imports.sql';
import { createStaged, removeStaged, type StagingDeps } from './staging';

type ImportRef = { readonly id: ImportId };

interface ReportDeps extends StagingDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly read: ReadDb;
  readonly schema: SeenSchema;
}

const SLICE = 1000;
/** Rejected rows in the order of the file. Errors: `not_found`. */
export const listRejected = (
  deps: Pick<ReportDeps, 'schema'>,
  db: ReadDb,
  { id, offset, limit }: ImportRef & { readonly offset: number; readonly limit: number },
): { rows: RejectedRow[]; total: number } => ({
  total: getImportStatus(deps, db, { id }).rejectedCount,
  rows: selectRejected(db, id, offset, limit),
});

/** Writes the rejected rows as CSV: their cells as they came, then line and reason, in the words of a catalogue or else of the source language. Errors: `not_found`. */
export const exportRejected = async (
  deps: ReportDeps,
  { id, catalogue }: ImportRef & { readonly catalogue?: Catalogue | undefined },
): Promise<{ file: StagedFileId; fileName: string }> => {
  const { fileName: original } = getImportStatus(deps, deps.read, { id });
  const words = (message: MessageDescriptor): string =>
    catalogue ? formatMessageIn(catalogue, message) : formatMessage(message);
  const name = original.replace(/\.[^.]*$/, '').slice(0, 200);
  const fileName = `${words(msg`${name} - rejected`)}.csv`.slice(-255);
  const staged = createStaged(deps, fileName);
  const headers = findHeaders(deps.read, id);
  const row = (cells: readonly string[]) => formatCsvRow(cells.map((cell) => guardCell(cell, 'text')));
  async function* lines(): AsyncGenerator<string> {
    yield row([...headers, words(msg`Line`), words(msg`Reason`)]);
    for (let offset = 0; ; offset += SLICE) {
      const rows = selectRejected(deps.read, id, offset, SLICE);
      for (const { cells, line, reasons } of rows) {
        const padded = headers.map((_, i) => cells[i] ?? '');
        yield row([...padded, ...cells.slice(headers.length), String(line), reasons.map(words).join('; ')]);
      }
      if (rows.length < SLICE) return;
      await nextTurn();
    }
  }
  try {
    await pipeline(lines, fs.createWriteStream(staged.path, { mode: 0o600 }));
  } catch (cause) {
    removeStaged(deps, staged.file);
    throw toStorageFailure(cause) ?? cause;
  }
  return { file: staged.file, fileName };
};
