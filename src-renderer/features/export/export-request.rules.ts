import type { ExportRequest } from '@shared/contract/exchange.contract';
import type { ExportChoices, ExportedList } from '../../stores/export-request.store';

export type ExportFormat = ExportChoices['format'];

/** Address cards hold people and nothing else. */
export const formatsOf = (object: string): readonly ExportFormat[] =>
  object === 'person' ? ['xlsx', 'csv', 'jsonl', 'vcf'] : ['xlsx', 'csv', 'jsonl'];

/** The chosen format, where the records have it. */
export const formatFor = (object: string, { format }: ExportChoices): ExportFormat =>
  formatsOf(object).includes(format) ? format : 'xlsx';

/** What the engine is asked to write. */
export const toExportRequest = (list: ExportedList, choices: ExportChoices): ExportRequest => {
  const { set, sort, columns } = list;
  const format = formatFor(set.object, choices);
  const { delimiter, byteOrderMark, vcardVersion } = choices;
  return {
    set,
    sort: [...sort],
    format,
    ...(format !== 'vcf' && choices.columns === 'shown' && columns.length > 0 && { fields: [...columns] }),
    ...(format === 'csv' && { csv: { delimiter, byteOrderMark } }),
    ...(format === 'vcf' && { vcardVersion }),
  };
};

/** Without what file systems refuse. */
export const asFileName = (name: string, format: ExportFormat): string => {
  const plain = name
    .replaceAll(/[\\/:*?"<>|\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 100);
  return `${plain === '' ? 'Export' : plain}.${format}`;
};
