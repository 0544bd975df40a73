import { titleOfValue } from '@shared/domain/record-title';
import type { FieldValue } from '@shared/domain/values';
import type { FieldModel } from '../../schema/model';
import type { SqlValue } from '../../storage/db';
import { foldForSearch, indexedPieces, indexedWords } from '../search/search-fold';
import { storedValue } from './writable-object';
import type { WritableField, WritableObject } from './writable-object';

/** The normalised copies of a field's value: what `value_index` keeps of it. */
export const indexedValues = (field: WritableField, cells: readonly SqlValue[]): readonly string[] =>
  indexedOf(field, storedValue(field, cells));

/** The same of a stored value. */
export const indexedOf = (field: WritableField, stored: FieldValue): readonly string[] => {
  if (stored === null) return [];
  const values = field.model.storage.indexedValues(stored);
  return values.length < 2 ? values : [...new Set(values)];
};

/** What search finds a record by. */
export interface SearchTexts {
  /** Texts of the index of words. */
  readonly titleWords: string;
  readonly bodyWords: string;
  /** Texts of the indexes of fragments. */
  readonly titlePieces: string;
  readonly bodyPieces: string;
  /** Folded text whose words a mistyped one may have meant. */
  readonly vocabulary: string;
}

/** Of each field so much is found by fragments, and learned for mistyped words; whole words are found anywhere. */
const MAX_PIECES = 10_000;
/** Identifiers: nobody means another one of them. */
const UNSPOKEN: ReadonlySet<string> = new Set(['emails', 'phones', 'links']);

const isBody = (object: WritableObject, field: WritableField): boolean =>
  field !== object.titleField && !field.model.def.isSystem && field.model.def.deletedAtMs === null;

/** Whether search finds records of the object by the field. Fields in the trash are not searched. */
export const isSearched = (object: WritableObject, field: WritableField): boolean =>
  field === object.titleField || isBody(object, field);

const wordsOf = (field: WritableField, stored: FieldValue): string =>
  stored === null ? '' : field.model.storage.searchText(stored, field.model.def.settings);

/** A field's text as fragments are found in it: addresses as they are stored, numbers and their digits; of links the words leave out "https://www.". */
export const fragmentText = ({ def, storage }: FieldModel, stored: FieldValue): string => {
  if (stored === null) return '';
  // Nobody means part of an amount.
  if (def.type === 'currency') return '';
  if (def.type === 'links' && Array.isArray(stored)) return stored.join('\n');
  const words = storage.searchText(stored, def.settings);
  if (def.type === 'phones') return `${words}\n${words.replaceAll(/[^\d\s]/g, '')}`;
  return words.slice(0, MAX_PIECES);
};

interface Texts {
  words: string;
  pieces: string;
  spoken: string;
}

const addTo = (texts: Texts, field: WritableField, stored: FieldValue): void => {
  const words = wordsOf(field, stored);
  if (words === '') return;
  const pieces = fragmentText(field.model, stored);
  const glue = texts.words === '' ? '' : '\n';
  texts.words += glue + words;
  texts.pieces += glue + pieces;
  if (!UNSPOKEN.has(field.model.def.type)) texts.spoken += `\n${pieces}`;
};

const emptyTexts = (): Texts => ({ words: '', pieces: '', spoken: '' });

const toSearchTexts = (title: Texts, body: Texts): SearchTexts => ({
  titleWords: indexedWords(title.words),
  bodyWords: indexedWords(body.words),
  titlePieces: indexedPieces(title.pieces),
  bodyPieces: indexedPieces(body.pieces),
  vocabulary: foldForSearch(title.spoken + body.spoken),
});

/** What search finds a record by that holds these values and nothing else. */
export const textsOfValues = (
  object: WritableObject,
  values: readonly { readonly field: WritableField; readonly stored: FieldValue }[],
): SearchTexts => {
  const title = emptyTexts();
  const body = emptyTexts();
  for (const { field, stored } of values) {
    if (field === object.titleField) addTo(title, field, stored);
    else if (isBody(object, field)) addTo(body, field, stored);
  }
  return toSearchTexts(title, body);
};

const isFilled = ({ from, to }: WritableField, cells: readonly SqlValue[]): boolean => {
  for (let i = from; i < to; i += 1) if (cells[i] !== null && cells[i] !== undefined) return true;
  return false;
};

/** What search finds a record by. */
export const textsOfRecord = (object: WritableObject, cells: readonly SqlValue[]): SearchTexts =>
  textsOfValues(
    object,
    object.fields
      .filter((field) => isSearched(object, field) && isFilled(field, cells))
      .map((field) => ({ field, stored: storedValue(field, cells) })),
  );

/**
 * The name of a record as the log keeps it: of its title field alone. What stands in for a title may be out of sight for some who see the record, so
 * it is looked up for whoever reads the log.
 */
export const loggedTitle = (object: WritableObject, cells: readonly SqlValue[]): string =>
  titleOfValue(object.titleField.model.def, storedValue(object.titleField, cells));
