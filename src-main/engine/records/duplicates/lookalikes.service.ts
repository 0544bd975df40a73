import type { FindLookalikes, Lookalike } from '@shared/contract/duplicates.contract';
import type { DuplicateReason } from '@shared/domain/duplicates';
import { RecordId } from '@shared/domain/ids';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import { isRefused } from '@shared/errors/app-error';
import { findRec, findRecByRid } from '../../change-log/rec.sql';
import { wholeOf } from '../../schema/access';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { getObject } from '../query/record-set';
import { titlesByRid } from '../query/titles.sql';
import { findByWords, objectKeysOf } from '../search/find-records.sql';
import { listDue } from '../write/search-rows.sql';
import { isSharedHost } from './addresses.rules';
import { nameKey } from './blocking.rules';
import { findHoldersOf, findMatchCells, isDismissed } from './duplicates.sql';
import { featuresOfCells, featuresOfValues, type Features } from './features';
import { givenNameVariants } from './given-names';
import { matchPlan, type MatchPlan } from './match-plan';
import { judge } from './score.rules';

export interface LookalikeDeps {
  readonly schema: { readonly current: () => SchemaModel };
  readonly settings: () => { readonly currency: string; readonly phoneRegion: string };
}

/** A record that looks like another. */
export interface FoundLookalike {
  readonly rid: number;
  readonly score: number;
  /** Fields by their keys. */
  readonly reasons: readonly DuplicateReason[];
}

/** Who types is asked earlier than who goes through a list: a look costs nothing. */
const WORTH_A_WORD = 0.5;
const MAX_SHOWN = 5;
const MAX_OF_VALUE = 30;
const MAX_OF_NAME = 200;

const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

/** Titles that hold a name: every word of it, a given name in any of its forms. Undefined for what is too little to look for. */
const nameMatch = ({ naming }: MatchPlan, { first, last }: Features): string | undefined => {
  const [given = '', ...others] = first.split(' ');
  if (naming === 'person' && (given === '' || last === '')) return undefined;
  const words = naming === 'person' ? last.split(' ') : [given, ...others];
  const clauses = words.filter((word) => word !== '').map(quoted);
  if (naming === 'person') clauses.push(`(${givenNameVariants(given).map(quoted).join(' OR ')})`);
  return clauses.length === 0 ? undefined : `title : (${clauses.join(' AND ')})`;
};

const VALUED: ReadonlySet<string> = new Set(['email', 'phone', 'link']);

const holdersOfValues = (
  db: ReadDb,
  { object, signals }: MatchPlan,
  values: readonly FieldValue[],
): readonly number[] =>
  signals.flatMap(({ kind, field }, at) => {
    const stored = values[at] ?? null;
    if (!VALUED.has(kind) || stored === null) return [];
    return field.storage
      .indexedValues(stored)
      .filter((value) => !isSharedHost(value))
      .flatMap((value) => findHoldersOf(db, value, object.def.key, MAX_OF_VALUE));
  });

/** What is looked for: a record's name and the values of its plan's signals, as they are stored. */
export interface Sought {
  readonly name: FieldValue;
  readonly values: readonly FieldValue[];
}

/**
 * Records that look like one that is given by its values, the likeliest first. Looks where the same mailbox, number, page or name is: some look-ups by key,
 * whatever the size of the file. Slips in a name are found by scans.
 */
export const findLookalikes = (
  db: ReadDb,
  plan: MatchPlan,
  { name, values }: Sought,
  { exceptRid, threshold }: { readonly exceptRid?: number | undefined; readonly threshold: number },
): readonly FoundLookalike[] => {
  const sought = featuresOfValues(plan, name, values);
  const match = nameMatch(plan, sought);
  // What search is still to hear of may have the name too.
  const due = match === undefined ? [] : listDue(db, MAX_OF_NAME).map(({ rid }) => rid);
  const named = match === undefined ? [] : [...new Set([...findByWords(db, match, MAX_OF_NAME), ...due])];
  const keys = objectKeysOf(db, named);
  const own = named.filter((rid) => keys.get(rid) === plan.object.def.key);
  const rids = new Set([...holdersOfValues(db, plan, values), ...own]);
  if (exceptRid !== undefined) rids.delete(exceptRid);
  if (rids.size === 0) return [];
  const soughtName = nameKey(plan, sought);
  const records = findMatchCells(db, plan, [...rids]).map((row) => ({
    rid: Number(row[0]),
    features: featuresOfCells(plan, row, 1),
  }));
  const namesakes = 1 + records.filter(({ features }) => nameKey(plan, features) === soughtName).length;
  return records
    .map(({ rid, features }) => ({ rid, ...judge(plan, sought, features, namesakes) }))
    .filter(({ score }) => score >= threshold)
    .toSorted((x, y) => y.score - x.score || x.rid - y.rid);
};

/** A stored record as what is looked for; undefined when it is not live. */
export const soughtOf = (db: ReadDb, plan: MatchPlan, rid: number): Sought | undefined => {
  const [row] = findMatchCells(db, plan, [rid]);
  if (!row) return undefined;
  let at = 1;
  const next = (field: FieldModel): FieldValue => {
    const cells = row.slice(at, at + field.columns.length);
    at += field.columns.length;
    const [only] = cells;
    if (field.def.type === 'relation') return typeof only === 'string' ? only : null;
    return field.storage.fromColumns(cells);
  };
  return { name: next(plan.name), values: plan.signals.map(({ field }) => next(field)) };
};

const typedValue = (
  deps: LookalikeDeps,
  schema: SchemaModel,
  field: FieldModel,
  input: FieldInput | undefined,
): FieldValue => {
  if (input === undefined || input === null) return null;
  const { currency, phoneRegion } = deps.settings();
  const context = { settings: field.def.settings, currency, phoneRegion, members: schema.members };
  let value: FieldValue = null;
  const isHalfTyped = isRefused(() => {
    value = field.storage.normalize(input, context);
  });
  return isHalfTyped ? null : value;
};

/** The reasons by API names; undefined where one is a field that the caller may not see. */
export const seenReasons = (
  object: ObjectModel,
  reasons: readonly DuplicateReason[],
): DuplicateReason[] | undefined => {
  const seen = reasons.flatMap(({ kind, field }) => {
    const model = object.fieldsByKey.get(field);
    return model ? [{ kind, field: model.def.name }] : [];
  });
  return seen.length === reasons.length ? seen : undefined;
};

/**
 * Records that look like what is being typed. What a field cannot hold is passed over. Only fields that the caller may see are compared. Errors: `not_found` for
 * the object.
 */
export const listLookalikes = (
  deps: LookalikeDeps,
  db: ReadDb,
  { object: name, values, exceptId }: FindLookalikes,
): { records: Lookalike[] } => {
  const seen = deps.schema.current();
  const object = getObject(seen, name);
  const plan = matchPlan(object);
  const typed = (field: FieldModel): FieldValue => typedValue(deps, wholeOf(seen), field, values[field.def.name]);
  const sought = { name: typed(plan.name), values: plan.signals.map(({ field }) => typed(field)) };
  const exceptRid = exceptId === undefined ? undefined : findRec(db, exceptId)?.rid;
  const found = findLookalikes(db, plan, sought, { exceptRid, threshold: WORTH_A_WORD })
    .filter(({ rid }) => exceptRid === undefined || !isDismissed(db, rid, exceptRid))
    .slice(0, MAX_SHOWN);
  const titles = titlesByRid(
    db,
    object,
    found.map(({ rid }) => rid),
  );
  return {
    records: found.flatMap(({ rid, score, reasons }) => {
      const rec = findRecByRid(db, rid);
      const shown = seenReasons(object, reasons);
      const title = titles.get(rid);
      return rec && shown && title !== undefined ? [{ id: RecordId.parse(rec.id), title, score, reasons: shown }] : [];
    }),
  };
};
