import type { SchemaModel } from '../schema/model';
import type { ReadDb, WriteDb } from '../storage/db';
import type { KeptTotal, TotalValue } from '../records/totals/total.rules';
import { deleteKeptTotal, insertKeptTotal, listTotalValues } from '../records/totals/totals.sql';
import { countTotalValues } from './totals.sql';

/** What it should hold; undefined where its fields are gone or of another type, so that nobody reads it. */
const trueValues = (db: ReadDb, schema: SchemaModel, kept: KeptTotal): readonly TotalValue[] | undefined => {
  const object = schema.objectsByKey.get(kept.obj);
  const by = object?.fieldsByKey.get(kept.by);
  const of = object?.fieldsByKey.get(kept.of);
  if (!object || (by?.def.type ?? '') !== kept.byType || (of?.def.type ?? '') !== kept.ofType) return undefined;
  return countTotalValues(db, object, by, of);
};

const isSame = (a: readonly TotalValue[], b: readonly TotalValue[]): boolean =>
  a.length === b.length &&
  a.every((value, at) => {
    const other = b[at];
    return (
      value.key === other?.key &&
      value.currency === other.currency &&
      value.count === other.count &&
      value.total === other.total
    );
  });

/** Whether a kept total says what counting says. */
export const isTrueTotal = (db: ReadDb, schema: SchemaModel, kept: KeptTotal): boolean => {
  const values = trueValues(db, schema, kept);
  return values === undefined || isSame(values, listTotalValues(db, kept));
};

/** Keeps what counting says. */
export const mendKeptTotal = (db: WriteDb, schema: SchemaModel, kept: KeptTotal): void => {
  const values = trueValues(db, schema, kept);
  if (values === undefined) deleteKeptTotal(db, kept);
  else if (!isSame(values, listTotalValues(db, kept))) insertKeptTotal(db, kept, values);
};
