import { foldCase } from '@shared/domain/field-types/clean-text';
import { isTextList } from '@shared/domain/field-types/list-text';
import type { MemberName } from '@shared/domain/members';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import type { FieldModel } from '../schema/model';
import type { ReadDb, SqlValue, WriteDb } from '../storage/db';
import type { ImportColumns, ImportField } from './import-columns';
import {
  type Anchor,
  ensureMatchIndex,
  findByColumns,
  findByIndexedValue,
  findIdentical,
  type Found,
  hasCandidates,
  type Wanted,
} from './match-record.sql';

export type RowFields = ReadonlyMap<string, FieldInput>;
export type Normalize = (model: FieldModel, input: FieldInput) => FieldValue;

/** A way to find the record that a row is about. */
export interface RowMatch {
  /** Two rows with a common key may be about the same record: the first must be written before the second is looked up. */
  readonly keys: readonly string[];
  readonly find: () => Found | undefined;
}

/** Types whose normalised values are in `value_index`. */
const INDEXED: ReadonlySet<string> = new Set(['emails', 'phones', 'links']);
const LISTS: ReadonlySet<string> = new Set([...INDEXED, 'multiSelect', 'array']);
const NO_IDENTITY: ReadonlySet<string> = new Set([
  ...INDEXED,
  'files',
  'relation',
  'relations',
  'morphRelation',
  'multiSelect',
  'array',
  'json',
  'richText',
  // Since when a record is in its stage is in no file.
  'stage',
]);

export const normalizer =
  (settings: Pick<WorkspaceSettings, 'currency' | 'phoneRegion'>, members: readonly MemberName[]): Normalize =>
  ({ def, storage }, input) =>
    PARSED_AS_STORED.has(def.type) && isTextList(input)
      ? input
      : storage.normalize(input, {
          settings: def.settings,
          currency: settings.currency,
          phoneRegion: settings.phoneRegion,
          members,
        });

/** What a text was parsed into is what is stored, for these types: the second cleaning would change nothing. */
const PARSED_AS_STORED: ReadonlySet<string> = new Set(['emails', 'links']);

/** A stored value as the columns hold it: parts that are not known are nothing there. */
export const toCells = ({ storage }: FieldModel, stored: FieldValue): readonly SqlValue[] =>
  storage.toColumns(stored).map((cell) => (cell === '' ? null : cell));

const hasIndexedValues = ({ def }: FieldModel): boolean =>
  INDEXED.has(def.type) || (def.isUnique && def.type === 'text');

const matchColumns = ({ field, part }: NonNullable<ImportColumns['match']>): readonly string[] => {
  // Two stages are the same whenever their records came into them.
  const named = part ?? field.storage.identity;
  if (named === undefined) return field.columns;
  const column = field.columns[field.storage.parts[named]?.column ?? -1];
  return column === undefined ? [] : [column];
};

/** The field by which identical records are looked up: the title where the file fills it, else the first that is one value. */
const identityField = ({ fields, object }: ImportColumns): ImportField | undefined =>
  fields.get(object.titleField.def.name) ?? [...fields.values()].find(({ model }) => !NO_IDENTITY.has(model.def.type));

/** Makes the index that look-ups by the plan's match key go by, where there is none. */
export const ensureKeyIndex = (db: WriteDb, { match, object }: ImportColumns): void => {
  if (match && (match.part !== undefined || !hasIndexedValues(match.field)))
    ensureMatchIndex(db, object, matchColumns(match));
};

/** Makes the index that look-ups of identical records by title go by. */
export const ensureIdentityIndex = (db: WriteDb, columns: ImportColumns): void => {
  const field = identityField(columns);
  if (field) ensureMatchIndex(db, columns.object, field.model.columns);
};

/** By the match key of the plan; undefined when there is none or the row has no value there. */
export const matchByKey = (
  db: ReadDb,
  columns: ImportColumns,
  values: RowFields,
  normalize: Normalize,
): RowMatch | undefined => {
  const { match, object } = columns;
  const input = match ? values.get(match.field.def.name) : undefined;
  if (!match || input === undefined) return undefined;
  const stored = normalize(match.field, input);
  if (match.part === undefined && hasIndexedValues(match.field)) {
    const indexed = match.field.storage.indexedValues(stored);
    const find = (): Found | undefined => {
      for (const value of indexed) {
        const found = findByIndexedValue(db, object, match.field.def.key, value);
        if (found) return found;
      }
      return undefined;
    };
    return indexed.length === 0 ? undefined : { keys: indexed.map((value) => `value ${value}`), find };
  }
  const names = matchColumns(match);
  const all = toCells(match.field, stored);
  const cells = names.map((name) => all[match.field.columns.indexOf(name)] ?? null);
  if (cells.every((cell) => cell === null)) return undefined;
  return {
    keys: [`cells ${cells.map((cell) => foldCase(String(cell))).join('\u0000')}`],
    find: () => findByColumns(db, object, names, cells),
  };
};

/** The most telling thing that a row says: an address or a number where it has one, else its title. */
const anchorOf = (columns: ImportColumns, values: RowFields, normalize: Normalize): Anchor => {
  for (const { model } of columns.fields.values()) {
    const input = INDEXED.has(model.def.type) ? values.get(model.def.name) : undefined;
    if (input === undefined) continue;
    const indexed = model.storage.indexedValues(normalize(model, input));
    // The longest tells most: of a link that is the whole address, not the host that thousands share.
    const value = indexed.toSorted((one, other) => other.length - one.length)[0];
    if (value !== undefined) return { fieldKey: model.def.key, value };
  }
  const field = identityField(columns);
  const input = field ? values.get(field.model.def.name) : undefined;
  if (!field) return { columns: [], values: [] };
  return {
    columns: field.model.columns,
    values: toCells(field.model, input === undefined ? null : normalize(field.model, input)),
  };
};

const anchorKey = (anchor: Anchor): string =>
  'fieldKey' in anchor
    ? `same ${anchor.fieldKey} ${anchor.value}`
    : `same ${anchor.values.map((cell) => foldCase(String(cell ?? ''))).join('\u0000')}`;

/**
 * By being the same in everything that the row says. What the row leaves empty may be anything. `prepare` is called before records are
 * looked up by title: many imports never do, and an index that is not there need not be kept.
 */
export const matchIdentical = (
  db: ReadDb,
  columns: ImportColumns,
  values: RowFields,
  normalize: Normalize,
  prepare: () => void,
): RowMatch => {
  const anchor = anchorOf(columns, values, normalize);
  if (!('fieldKey' in anchor)) prepare();
  return {
    keys: [anchorKey(anchor)],
    find: () => {
      if (!hasCandidates(db, columns.object, anchor)) return undefined;
      const wanted = [...columns.fields.values()].flatMap(({ model }): readonly Wanted[] => {
        const value = values.get(model.def.name);
        const cells = value === undefined ? undefined : toCells(model, normalize(model, value));
        const isList = LISTS.has(model.def.type);
        return model.columns.map((column, i) => ({ column, value: cells?.[i] ?? null, isList }));
      });
      return findIdentical(db, columns.object, anchor, wanted);
    },
  };
};
