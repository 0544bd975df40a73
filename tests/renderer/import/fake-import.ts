import { msg } from '@lingui/core/macro';
import { toMessage } from '@shared/messages/message';
import type { FilePreview, ImportCheck, ImportColumn, ImportStatus } from '@shared/contract/exchange.contract';
import { ImportId, OperationId, StagedFileId } from '@shared/domain/ids';

export const FILE = StagedFileId.parse('00000000-0000-4000-8000-000000000001');
export const IMPORT = ImportId.parse('00000000-0000-4000-8000-000000000002');

export const fakeColumn = (index: number, header: string, more: Partial<ImportColumn> = {}): ImportColumn => ({
  index,
  header,
  samples: ['one', 'two'],
  looksLike: 'text',
  confidence: 100,
  isEmpty: false,
  isFilled: true,
  isDistinct: true,
  suggestion: { kind: 'skip' },
  misfit: null,
  ...more,
});

export const fakePreview = (more: Partial<FilePreview> = {}): FilePreview => ({
  file: FILE,
  fileName: 'people.csv',
  sizeBytes: 120,
  reading: {
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    hasHeader: true,
    dateOrder: 'ymd',
    decimalComma: false,
    sheet: null,
  },
  sheets: [],
  columns: [
    fakeColumn(0, 'full_name', { suggestion: { kind: 'field', field: 'name' } }),
    fakeColumn(1, 'years', { looksLike: 'integer', suggestion: { kind: 'field', field: 'age' } }),
    fakeColumn(2, 'nickname'),
    fakeColumn(3, 'shoe size', { looksLike: 'integer' }),
  ],
  rows: [
    ['Ada', '36', 'Countess', '38'],
    ['Grace', 'old', 'Amazing', '40'],
  ],
  rowCount: 2,
  isEstimate: false,
  suggestedObject: 'person',
  remembered: null,
  ...more,
});

export const fakeCheck = (more: Partial<ImportCheck> = {}): ImportCheck => ({
  checkedRows: 2,
  isWhole: true,
  skipped: 0,
  rejected: 1,
  newFields: [],
  creates: 1,
  updates: 0,
  unchanged: 0,
  newTargets: 0,
  alike: 0,
  alikeOf: 2,
  problems: [
    {
      line: 3,
      column: 'years',
      index: 1,
      value: 'old',
      isCut: false,
      suggestion: null,
      reason: toMessage(msg`"old" is not a whole number`),
    },
  ],
  problemsByColumn: [{ index: 1, count: 1 }],
  ...more,
});

export const fakeStatus = (more: Partial<ImportStatus> = {}): ImportStatus => ({
  id: IMPORT,
  object: 'person',
  fileName: 'people.csv',
  state: 'done',
  progress: 1,
  rowsRead: 2,
  created: 1,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  rejectedCount: 1,
  createdFields: [],
  createdTargets: 0,
  secondsLeft: null,
  startedAtMs: 1,
  operationId: OperationId.parse(7),
  startedBy: null,
  failure: null,
  ...more,
});
