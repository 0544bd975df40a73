import {
  type CellFix,
  type CellProblem,
  type ColumnTarget,
  type FilePreview,
  type FileReading,
  type ImportPlan,
  MAX_FIXES,
} from '@shared/contract/exchange.contract';
import { newFieldType, planFromPreview } from '@shared/domain/import-plan';
import type { FieldType, ObjectDef } from '@shared/domain/schema';

/** How a person says that the file is to be read; what is not named is detected. */
export type ReadingChoices = { readonly [Key in keyof FileReading]?: FileReading[Key] | undefined };

/** A file that is being prepared: what it holds, and what shall become of it. */
export interface ImportDraft {
  readonly preview: FilePreview;
  readonly plan: ImportPlan;
  /** Columns whose target a person chose; what is suggested later leaves them alone. */
  readonly decided: ReadonlySet<number>;
  readonly reading: ReadingChoices;
}

const NEVER_KEYS: ReadonlySet<FieldType> = new Set([
  'longText',
  'richText',
  'boolean',
  'select',
  'multiSelect',
  'array',
  'json',
  'autoNumber',
  'rating',
  'relation',
  'relations',
  'morphRelation',
  'files',
]);

const nameOf = (path: string): string => path.split('.', 1)[0] ?? path;

/** Fields by which a record that exists can be recognised: those that the file fills with something telling. */
export const keyFields = (object: ObjectDef, plan: ImportPlan): readonly string[] => {
  const mapped = plan.columns.flatMap(({ target }) => (target.kind === 'field' ? [nameOf(target.field)] : []));
  return object.fields.flatMap(({ name, type }) => (mapped.includes(name) && !NEVER_KEYS.has(type) ? [name] : []));
};

const withValidKey = (plan: ImportPlan, object: ObjectDef): ImportPlan => {
  const { matchBy } = plan;
  if (matchBy === null) return plan;
  const name = nameOf(matchBy);
  return keyFields(object, plan).includes(name) ? plan : { ...plan, matchBy: null };
};

/** An address that no two rows of the file share. Rows without one are still recognised by being the same. */
const addressField = ({ columns, reading }: FilePreview): string | null =>
  columns.flatMap(({ suggestion, looksLike, isDistinct, isEmpty }) =>
    reading.format !== 'vcf' && suggestion.kind === 'field' && looksLike === 'emails' && isDistinct && !isEmpty
      ? [suggestion.field]
      : [],
  )[0] ?? null;

/** What is proposed for a file that was just read. */
export const startDraft = (preview: FilePreview, reading: ReadingChoices = {}): ImportDraft => {
  const plan = planFromPreview(preview, {
    object: preview.suggestedObject,
    createFields: false,
    // Nothing that somebody typed is lost unless they say so.
    whenMatched: 'fill',
  });
  const matchBy = plan.matchBy ?? (preview.remembered ? null : addressField(preview));
  return { preview, plan: { ...plan, matchBy }, decided: new Set(), reading };
};

const haveSameColumns = (a: FilePreview, b: FilePreview): boolean =>
  a.suggestedObject === b.suggestedObject &&
  a.columns.length === b.columns.length &&
  a.columns.every(({ header }, index) => header === b.columns[index]?.header);

/** Whether a row of the one is on the same line, with the same cells, in the other. */
const haveSameRows = (a: FileReading, b: FileReading): boolean =>
  a.format === b.format && a.delimiter === b.delimiter && a.hasHeader === b.hasHeader && a.sheet === b.sheet;

/** The same file read in another way: what a person decided stays where the columns are still the same. */
export const rereadDraft = (draft: ImportDraft, preview: FilePreview, reading: ReadingChoices): ImportDraft => {
  const next = startDraft(preview, reading);
  if (!haveSameColumns(draft.preview, preview)) return next;
  const { fixes, skippedLines } = haveSameRows(draft.plan.reading, next.plan.reading) ? draft.plan : next.plan;
  const kept = new Map(draft.plan.columns.map(({ index, target }) => [index, target]));
  return {
    ...next,
    decided: draft.decided,
    plan: {
      ...next.plan,
      matchBy: draft.plan.matchBy,
      whenMatched: draft.plan.whenMatched,
      whenAlike: draft.plan.whenAlike,
      createTargets: draft.plan.createTargets,
      fixes,
      skippedLines,
      columns: next.plan.columns.map(({ index, target }) => ({
        index,
        target: draft.decided.has(index) ? (kept.get(index) ?? target) : target,
      })),
    },
  };
};

/** Says where a column goes. */
export const decideTarget = (
  draft: ImportDraft,
  object: ObjectDef,
  index: number,
  target: ColumnTarget,
): ImportDraft => ({
  ...draft,
  decided: new Set([...draft.decided, index]),
  plan: withValidKey(
    {
      ...draft.plan,
      columns: draft.plan.columns.map((column) => (column.index === index ? { index, target } : column)),
    },
    object,
  ),
});

/** Columns that found no field, hold something, and were not left out on purpose. */
export const unknownColumns = ({ preview, plan, decided }: ImportDraft): readonly number[] =>
  plan.columns.flatMap(({ index, target }) =>
    target.kind === 'skip' && !decided.has(index) && preview.columns[index]?.isEmpty === false ? [index] : [],
  );

/** Makes a new field of every column that found none. */
export const keepUnknown = (draft: ImportDraft): ImportDraft => {
  const unknown = new Set(unknownColumns(draft));
  return {
    ...draft,
    plan: {
      ...draft.plan,
      columns: draft.plan.columns.map(({ index, target }) => {
        const column = draft.preview.columns[index];
        if (!unknown.has(index) || !column) return { index, target };
        const label = column.header.trim().slice(0, 200) || `Column ${index + 1}`;
        return { index, target: { kind: 'new', label, type: newFieldType(column) } };
      }),
    },
  };
};

/** Puts texts in place of what the file holds. Beyond `MAX_FIXES` nothing is added. */
export const fixCells = (draft: ImportDraft, more: readonly CellFix[]): ImportDraft => {
  const isReplaced = (fix: CellFix): boolean =>
    more.some(({ line, column }) => line === fix.line && column === fix.column);
  const kept = draft.plan.fixes.filter((fix) => !isReplaced(fix));
  return { ...draft, plan: { ...draft.plan, fixes: [...kept, ...more].slice(0, MAX_FIXES) } };
};

/** Leaves a row out. */
export const skipLine = (draft: ImportDraft, line: number): ImportDraft => {
  const lines = new Set([...draft.plan.skippedLines, line]);
  return { ...draft, plan: { ...draft.plan, skippedLines: [...lines].slice(0, MAX_FIXES) } };
};

/** Takes the file as it is again. */
export const dropFixes = (draft: ImportDraft): ImportDraft => ({
  ...draft,
  plan: { ...draft.plan, fixes: [], skippedLines: [] },
});

/** What a cell says by now: the text put in its place, or what a check found in it. */
export const fixedText = ({ fixes }: ImportPlan, { line, index, value }: CellProblem): string =>
  fixes.find((fix) => fix.line === line && fix.column === index)?.text ?? value;

/** Suggestions that were not used yet, as fixes. */
export const openSuggestions = ({ plan }: ImportDraft, problems: readonly CellProblem[]): readonly CellFix[] =>
  problems.flatMap((problem) => {
    const { line, index, value, suggestion } = problem;
    const isOpen = suggestion !== null && index !== null && fixedText(plan, problem) === value;
    return isOpen ? [{ line, column: index, text: suggestion }] : [];
  });

/** Whether anything of the file would be imported. */
export const importsAnything = (plan: ImportPlan): boolean =>
  plan.columns.some(({ target }) => target.kind === 'field' || target.kind === 'new');

export const newFieldCount = (plan: ImportPlan): number =>
  plan.columns.filter(({ target }) => target.kind === 'new').length;

/** API names of the objects whose records the file names. */
export const targetObjects = (plan: ImportPlan, object: ObjectDef): readonly string[] => {
  const paths = new Set(plan.columns.flatMap(({ target }) => (target.kind === 'field' ? [target.field] : [])));
  const names = object.fields.flatMap(({ name, type, settings }) =>
    (type === 'relation' || type === 'relations') && paths.has(name) && settings.target !== undefined
      ? [settings.target]
      : [],
  );
  return [...new Set(names)];
};
