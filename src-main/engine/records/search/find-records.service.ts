import type { SearchHit } from '@shared/contract/search.contract';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { createRowReader } from '../query/row-reader';
import { type Candidate, readCandidates } from './candidates.sql';
import { findByTitle, findByValue, findByWords, listNewest, objectKeysOf } from './find-records.sql';
import { rankCandidates } from './rank';
import { parseSearchText, type SearchText } from './search-text';
import { subtitleFields, subtitleOf } from './subtitle';

export interface SearchDeps {
  readonly schema: { readonly current: () => SchemaModel };
  readonly settings: () => { readonly phoneRegion: string };
}

interface FindInput {
  readonly text: string;
  readonly objects?: readonly string[] | undefined;
  readonly limit: number;
}

/** Newest hits that are ranked: what makes a common word as quick as a rare one. */
const MAX_HITS = 200;
/** The same where only some objects are wanted, and hits of others lie between. */
const MAX_HITS_OF_SOME = 2000;
const MAX_BY_VALUE = 100;
const MAX_BY_TITLE = 20;

const searchedObjects = (schema: SchemaModel, names: readonly string[] | undefined): readonly ObjectModel[] =>
  [...schema.objects.values()].filter(({ def }) => names === undefined || names.includes(def.name));

/**
 * Hits of the words typed, newest first. Whole words come straight off the index however many there are, while SQLite gathers
 * all that begin alike before it gives the first: that is asked only where whole words do not suffice. Nor is it asked for
 * words in titles alone: where there are none it goes through every hit before it says so.
 */
const gatherWords = (db: ReadDb, match: NonNullable<SearchText['match']>, limit: number): readonly number[] => {
  const whole = findByWords(db, match.whole, limit);
  return whole.length === limit ? whole : [...whole, ...findByWords(db, match.beginning, limit)];
};

/** Row ids of the hits that are worth ranking, those of other objects among them. */
const gather = (
  db: ReadDb,
  text: SearchText,
  objects: readonly ObjectModel[],
  isLimited: boolean,
): readonly number[] => {
  const byValue = text.valuePrefixes.flatMap((prefix) => findByValue(db, prefix, MAX_BY_VALUE));
  const byTitle = objects.flatMap((object) => findByTitle(db, object, text.folded, MAX_BY_TITLE));
  // A number or an address that many have is looked for as such, not as a word too.
  const byWords =
    text.match && byValue.length < MAX_BY_VALUE
      ? gatherWords(db, text.match, isLimited ? MAX_HITS_OF_SOME : MAX_HITS)
      : [];
  return [...new Set([...byValue, ...byTitle, ...byWords])];
};

const candidatesOf = (
  db: ReadDb,
  schema: SchemaModel,
  objects: readonly ObjectModel[],
  rids: readonly number[],
): readonly Candidate[] => {
  const keys = new Set(objects.map(({ def }) => def.key));
  const keyByRid = objectKeysOf(db, rids);
  const wanted = rids.filter((rid) => keys.has(keyByRid.get(rid) ?? ''));
  return [...Map.groupBy(wanted, (rid) => keyByRid.get(rid) ?? '')].flatMap(([key, group]) => {
    const object = schema.objectsByKey.get(key);
    return object ? readCandidates(db, object, group) : [];
  });
};

/** Hits as they are shown: a few statements for each object, however many records. */
const describe = (db: ReadDb, schema: SchemaModel, shown: readonly Candidate[]): readonly SearchHit[] => {
  const hits = new Map<number, SearchHit>();
  for (const [object, group] of Map.groupBy(shown, (candidate) => candidate.object)) {
    const fields = subtitleFields(object);
    const reader = createRowReader(
      schema,
      object,
      fields.map(({ def }) => def.name),
    );
    const titles = new Map(group.map(({ rid, title }) => [rid, title]));
    for (const { rid, row } of reader.readWithRids(db, [...titles.keys()])) {
      const title = titles.get(rid) ?? '';
      hits.set(rid, { object: object.def.name, id: row.id, title, subtitle: subtitleOf(fields, row) });
    }
  }
  return shown.flatMap(({ rid }) => hits.get(rid) ?? []);
};

const newest = (db: ReadDb, objects: readonly ObjectModel[], limit: number): readonly Candidate[] =>
  objects
    .flatMap((object) => readCandidates(db, object, listNewest(db, object, limit)))
    .toSorted((a, b) => b.updatedAtMs - a.updatedAtMs || b.rid - a.rid);

/**
 * Records whose words begin with the words typed, best first: by how well the title answers, then the latest changed.
 * Also e-mail addresses and hosts by their beginning and phone numbers in any format. Case and accents do not matter, and
 * nothing typed is an operator. Empty text finds what changed last. Of a word that is in very many records the newest
 * are found, and all whose title begins with it.
 */
export const findRecords = (deps: SearchDeps, db: ReadDb, input: FindInput): { results: SearchHit[] } => {
  const schema = deps.schema.current();
  const objects = searchedObjects(schema, input.objects);
  const find = (): readonly Candidate[] => {
    if (input.text.trim() === '') return newest(db, objects, input.limit);
    const text = parseSearchText(input.text, deps.settings().phoneRegion);
    const rids = gather(db, text, objects, input.objects !== undefined);
    return rankCandidates(candidatesOf(db, schema, objects, rids), text);
  };
  return { results: [...describe(db, schema, find().slice(0, input.limit))] };
};
