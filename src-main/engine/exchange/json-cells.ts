import type { FieldDef } from '@shared/domain/schema';
import { isRecordId } from '@shared/domain/ids';
import { FieldInput, StageValue } from '@shared/domain/values';
import { createJsonLineReader } from './formats/jsonl-read';
import { openTextSource, type Encoding } from './formats/text-source';
import type { ImportFile } from './import-file';

/** So many lines are looked at for the properties that lines have; a later one that no line before had refuses its line. */
const HEAD_LINES = 20_000;

type Properties = Readonly<Record<string, unknown>>;

/** What Outpost writes of a record beside its fields: another workspace gives it anew. */
const OWN: ReadonlySet<string> = new Set([
  'id',
  'createdAt',
  'updatedAt',
  'deletedAt',
  'createdBy',
  'updatedBy',
  'position',
]);

/** The properties of a line that a person has filled: of a line that Outpost wrote, the fields. */
const fieldsOf = (record: Properties): readonly (readonly [string, unknown])[] => {
  const entries = Object.entries(record);
  return isRecordId(record['id']) ? entries.filter(([name]) => !OWN.has(name)) : entries;
};

/** A value as the text of a cell: texts as they are, the rest as JSON. `readJsonCell` takes it apart by the field's type. */
const toCell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.length === 0 ? '' : JSON.stringify(value);
};

const listHeaders = (file: string, encoding: Encoding): readonly string[] => {
  const source = openTextSource(file, encoding);
  try {
    const reader = createJsonLineReader(source);
    const headers = new Set<string>();
    for (let n = 0; n < HEAD_LINES; n += 1) {
      const row = reader.next();
      if (!row) break;
      if ('record' in row) for (const [name] of fieldsOf(row.record)) headers.add(name);
    }
    return [...headers];
  } finally {
    source.close();
  }
};

/** A file of JSON lines as a table: a column to each property, in the order in which they come up. */
export const openJsonLines = (file: string, encoding: Encoding): ImportFile => {
  const headers = listHeaders(file, encoding);
  const columns = new Map(headers.map((name, i) => [name, i]));
  const source = openTextSource(file, encoding);
  const reader = createJsonLineReader(source);
  return {
    headers,
    sizeBytes: source.sizeBytes,
    bytesRead: reader.bytesRead,
    next: () => {
      const row = reader.next();
      if (!row) return undefined;
      if ('reason' in row) return { line: row.line, cells: [], reason: row.reason };
      const cells = headers.map(() => '');
      for (const [name, value] of fieldsOf(row.record)) cells[columns.get(name) ?? cells.length] = toCell(value);
      return { line: row.line, cells };
    },
    close: source.close,
  };
};

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const NUMBERS: ReadonlySet<string> = new Set(['number', 'integer', 'percent', 'rating', 'dateTime']);
const SHAPES: ReadonlySet<string> = new Set([
  'currency',
  'fullName',
  'address',
  'richText',
  'relation',
  'morphRelation',
  'emails',
  'phones',
  'links',
  'array',
  'files',
  'relations',
  'stage',
]);

const parseShape = (text: string): FieldInput | undefined => {
  try {
    return FieldInput.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/**
 * The value that a cell of JSON lines holds for a field, as exports write it; undefined where the text is to be read as one that a person typed. Choices and
 * members are read as texts always.
 */
export const readJsonCell = ({ type }: Pick<FieldDef, 'type'>, text: string): FieldInput | undefined => {
  if (NUMBERS.has(type)) return NUMBER.test(text) ? Number(text) : undefined;
  if (!SHAPES.has(type) || !/^[[{]/.test(text)) return undefined;
  const value = parseShape(text);
  if (type !== 'stage') return value;
  // Since when a record is in its stage is for the workspace to say.
  const { data: stage } = StageValue.safeParse(value);
  if (!stage) return value;
  return stage.reason === null ? stage.key : { key: stage.key, reason: stage.reason };
};

/** Texts of a list of choices, or undefined where the cell holds no list. */
export const readJsonTexts = (text: string): readonly string[] | undefined => {
  const value = text.startsWith('[') ? parseShape(text) : undefined;
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
};

/** A link with its title, as exports write it. */
export const readNamed = (text: string): { readonly id: string; readonly title: string } | undefined => {
  const value = text.startsWith('{') ? parseShape(text) : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { id, title } = value;
  return typeof id === 'string' ? { id, title: typeof title === 'string' ? title : '' } : undefined;
};
