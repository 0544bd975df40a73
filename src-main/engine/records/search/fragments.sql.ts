import type { FieldType } from '@shared/domain/schema';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { isRebuilding } from './rebuild-progress';
import { foldToPieces } from './search-fold';

/** A text that is looked for in one of the indexes of fragments. */
export interface FragmentSource {
  readonly index: 'fragment_title' | 'fragment_body';
  /** FTS5 expression; holds no operator of whoever typed the text. */
  readonly match: string;
  /** The same with fewer fragments: sooner answered, and finds more that is something else. */
  readonly covering: string;
}

const LENGTH = 3;
/** A text with so many fragments is told from others by them. */
const MAX_FRAGMENTS = 24;

/** Types whose whole text is in the indexes as filters compare it. Long texts are there with their beginnings only, phones as digits. */
const COVERED: ReadonlySet<FieldType> = new Set(['text', 'fullName', 'emails', 'links', 'address']);

/** The fragments that begin at every `step`-th character and the last one, as an expression; undefined where the text has none. */
const everyFragment = (text: string, step: number): string | undefined => {
  const letters = Array.from(foldToPieces(text).replaceAll('\u0000', ''));
  if (letters.length < LENGTH) return undefined;
  const fragments = new Set<string>();
  const last = letters.length - LENGTH;
  for (let i = 0; i < last + step && fragments.size < MAX_FRAGMENTS; i += step) {
    const start = Math.min(i, last);
    fragments.add(letters.slice(start, start + LENGTH).join(''));
  }
  // In double quotes nothing is an operator (FTS5 3.1).
  return [...fragments].map((fragment) => `"${fragment.replaceAll('"', '""')}"`).join(' AND ');
};

/** All fragments of three characters, as an expression; undefined for shorter texts. */
export const fragmentMatch = (text: string): string | undefined => everyFragment(text, 1);

/** Fragments side by side, no more than cover the text: cheaper to ask for, and finds more that is something else. */
export const coveringMatch = (text: string): string | undefined => everyFragment(text, LENGTH);

/**
 * Where records are looked up whose field contains a text, as `contains` compares: among what is found are all live ones, and some
 * that hold the fragments elsewhere, so the condition itself is to be asked of each. Records of all objects are in
 * one index. Undefined where it does not serve: fewer than three characters, a type that is not kept whole, an index that is being built.
 */
export const fragmentSource = (
  db: ReadDb,
  object: ObjectModel,
  field: FieldModel,
  text: string,
): FragmentSource | undefined => {
  if (field.def.isSystem || field.def.deletedAtMs !== null || !COVERED.has(field.def.type)) return undefined;
  const match = fragmentMatch(text);
  const covering = coveringMatch(text);
  if (match === undefined || covering === undefined || isRebuilding(db)) return undefined;
  return { index: field.def.key === object.titleField.def.key ? 'fragment_title' : 'fragment_body', match, covering };
};

/** Records that search is still to hear of may hold anything. One may come twice. */
const hitsOrDue = (index: FragmentSource['index']): string =>
  `SELECT rowid FROM ${index} WHERE ${index} MATCH ? UNION ALL SELECT rid FROM search_due`;

/** The row ids as SQL, for use after IN. */
export const fragmentRids = ({ index, match }: FragmentSource): SqlFragment => ({
  sql: hitsOrDue(index),
  params: [match],
});

/** Row ids of records of any object that hold fragments which cover the text, at most `limit`: among them are all whose field contains it. */
export const listCoveredRids = (db: ReadDb, { index, covering }: FragmentSource, limit: number): readonly number[] =>
  db.pluck<number>(`${hitsOrDue(index)} LIMIT ?`, [covering, limit]);

/** How many records of any object are found, counted up to a cap: its price does not grow beyond it. */
export const countFragments = (db: ReadDb, source: FragmentSource, cap: number): number => {
  const { sql, params } = fragmentRids(source);
  return db.pluck<number>(`SELECT count(*) FROM (${sql} LIMIT ?)`, [...params, cap])[0] ?? 0;
};
