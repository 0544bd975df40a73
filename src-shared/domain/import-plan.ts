import type { ColumnTarget, FilePreview, ImportColumn, ImportPlan } from '../contract/exchange.contract';
import type { FieldType } from './schema';

export interface PlanChoices {
  readonly object: string;
  /** Columns that match no field become fields of their own; otherwise they are left out. */
  readonly createFields: boolean;
  /** A field path, or null for recognising only identical rows. Undefined: what the preview suggests. */
  readonly matchBy?: string | null | undefined;
  readonly whenMatched?: ImportPlan['whenMatched'] | undefined;
}

/**
 * The type of a field made for a column: what the content looks like where all of it does, else text, which holds everything. No select: a list of
 * options would narrow what the column may hold later, and a person can still make it one.
 */
export const newFieldType = ({ looksLike, confidence }: ImportColumn): FieldType =>
  confidence < 100 || looksLike === 'select' ? 'text' : looksLike;

/** How a field made for a column is labelled, so that the next import of the file finds it again. */
export const newFieldLabel = (header: string, index: number): string =>
  header.trim().slice(0, 200).trim() || `Column ${index + 1}`;

/** The same of a column whose header names a field that its values do not fit: two fields of one name could not be told apart. */
export const misfitLabel = (label: string): string => `${label} 2`;

const labelOf = ({ header, index, misfit }: ImportColumn): string => {
  const label = newFieldLabel(header, index);
  return misfit ? misfitLabel(label) : label;
};

const targetOf = (column: ImportColumn, createFields: boolean): ColumnTarget =>
  (column.suggestion.kind === 'skip' || column.suggestion.kind === 'details') &&
  createFields &&
  !(column.isEmpty && column.header === '')
    ? {
        kind: 'new',
        label: labelOf(column),
        type: newFieldType(column),
      }
    : column.suggestion;

const isIdentifier = (header: string): boolean => /(?:^|[_\s-])id$|[a-z]Id$|^id$/i.test(header.trim());

/**
 * A plan out of a preview, as an import without questions asked uses it. Records are recognised by e-mail where the file gives every row its own,
 * else by a field that holds a foreign program's id, else by being identical. Cards always by being identical: those of several address books may share
 * an e-mail, and joining them is for a person to decide.
 */
export const planFromPreview = (preview: FilePreview, choices: PlanChoices): ImportPlan => {
  const columns = preview.columns.map((column) => ({
    index: column.index,
    target: targetOf(column, choices.createFields),
  }));
  const keyed = (test: (column: ImportColumn) => boolean): string | undefined =>
    preview.columns.flatMap((column) =>
      column.suggestion.kind === 'field' && column.isDistinct && test(column) ? [column.suggestion.field] : [],
    )[0];
  const suggested =
    keyed(({ looksLike, confidence, isFilled }) => looksLike === 'emails' && confidence === 100 && isFilled) ??
    keyed(({ header, isFilled }) => isFilled && isIdentifier(header)) ??
    null;
  const { remembered } = preview;
  const key = remembered ? remembered.matchBy : preview.reading.format === 'vcf' ? null : suggested;
  return {
    file: preview.file,
    object: choices.object,
    reading: preview.reading,
    columns,
    matchBy: choices.matchBy === undefined ? key : choices.matchBy,
    whenMatched: remembered?.whenMatched ?? choices.whenMatched ?? 'replace',
    whenAlike: remembered?.whenAlike ?? 'create',
    createTargets: remembered?.createTargets ?? true,
    fixes: [],
    skippedLines: [],
  };
};
