import type { FieldType } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { createRowReader } from '../query/row-reader';
import { fragmentText } from '../write/search-index';

/** A text of a record that search looks at, and the field that it is in. */
export interface SearchedText {
  readonly field: FieldModel;
  /** As it is shown. */
  readonly text: string;
  /** As fragments are found in it. */
  readonly pieces: string;
}

const RELATIONS: ReadonlySet<FieldType> = new Set(['relation', 'relations', 'morphRelation']);
const UNSEARCHED: ReadonlySet<FieldType> = new Set([...RELATIONS, 'member']);

/** What of another field a hit shows. */
export type ShownText = Pick<SearchedText, 'field' | 'text'>;

/** Titles that records of one object lead to, by row id. */
export const readRelatedTitles = (
  db: ReadDb,
  schema: SchemaModel,
  object: ObjectModel,
  rids: readonly number[],
): ReadonlyMap<number, readonly ShownText[]> => {
  if (rids.length === 0) return new Map();
  const fields = [...object.fields.values()].filter(({ def }) => RELATIONS.has(def.type));
  const reader = createRowReader(
    schema,
    object,
    fields.map(({ def }) => def.name),
  );
  const titlesOf = (value: FieldValue): readonly string[] => {
    if (Array.isArray(value)) return value.flatMap(titlesOf);
    return typeof value === 'object' && value !== null && 'title' in value && value.title ? [value.title] : [];
  };
  return new Map(
    reader
      .readWithRids(db, rids)
      .map(({ rid, row }) => [
        rid,
        fields.flatMap((field) => titlesOf(row[field.def.name] ?? null).map((text) => ({ field, text }))),
      ]),
  );
};

/** Texts of records of one object besides their titles, by row id: a few statements, however many records. */
export const readSearchedTexts = (
  db: ReadDb,
  schema: SchemaModel,
  object: ObjectModel,
  rids: readonly number[],
): ReadonlyMap<number, readonly SearchedText[]> => {
  if (rids.length === 0) return new Map();
  const fields = [...object.fields.values()].filter(
    ({ def }) => !def.isSystem && !UNSEARCHED.has(def.type) && def.name !== object.titleField.def.name,
  );
  const reader = createRowReader(
    schema,
    object,
    fields.map(({ def }) => def.name),
  );
  return new Map(
    reader.readWithRids(db, rids).map(({ rid, row }) => [
      rid,
      fields.flatMap((field) => {
        const stored = row[field.def.name] ?? null;
        const text = stored === null ? '' : field.storage.searchText(stored, field.def.settings);
        return text === '' ? [] : [{ field, text, pieces: fragmentText(field, stored) }];
      }),
    ]),
  );
};
