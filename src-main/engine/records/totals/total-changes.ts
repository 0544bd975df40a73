import type { ReadDb, SqlValue, WriteDb } from '../../storage/db';
import type { WritableObject } from '../write/writable-object';
import { groupKey, type KeptTotal, type TotalValue } from './total.rules';
import { addToTotal, listKeptTotalsOf } from './totals.sql';

/** What the records of one transaction add to the totals that are kept, and take away. */
export interface TotalChanges {
  /** A live record came with these cells (1), or went (-1). */
  readonly count: (object: WritableObject, cells: readonly SqlValue[], sign: 1 | -1) => void;
  /** The last step before the transaction may commit. */
  readonly flush: (db: WriteDb) => void;
}

interface Change {
  readonly kept: KeptTotal;
  /** Columns by their number in the object; undefined for none. */
  readonly by: number | undefined;
  readonly of: number | undefined;
  readonly currency: number | undefined;
  readonly values: Map<string, { readonly key: string; readonly currency: string; count: number; total: number }>;
}

const columnOf = (object: WritableObject, key: string): number | undefined =>
  object.fields.find(({ model }) => model.def.key === key)?.from;

const openChange = (object: WritableObject, kept: KeptTotal): Change => {
  const of = columnOf(object, kept.of);
  return {
    kept,
    by: columnOf(object, kept.by),
    of,
    currency: of !== undefined && kept.ofType === 'currency' ? of + 1 : undefined,
    values: new Map(),
  };
};

const add = ({ by, of, currency, values }: Change, cells: readonly SqlValue[], sign: 1 | -1): void => {
  const amount = of === undefined ? 0 : cells[of];
  if (typeof amount !== 'number') return;
  const key = by === undefined ? '' : groupKey(cells[by]);
  const code = currency === undefined ? '' : String(cells[currency] ?? '');
  const name = `${key}\n${code}`;
  let value = values.get(name);
  if (!value) {
    value = { key, currency: code, count: 0, total: 0 };
    values.set(name, value);
  }
  value.count += sign;
  value.total += sign * amount;
};

const isChange = ({ count, total }: TotalValue): boolean => count !== 0 || total !== 0;

/** Costs one look-up for each object that a transaction touches, and nothing more where no totals are kept. */
export const openTotalChanges = (db: ReadDb): TotalChanges => {
  const changes = new Map<string, readonly Change[]>();
  const changesOf = (object: WritableObject): readonly Change[] => {
    const { key } = object.model.def;
    let known = changes.get(key);
    if (!known) {
      known = listKeptTotalsOf(db, key).map((kept) => openChange(object, kept));
      changes.set(key, known);
    }
    return known;
  };
  return {
    count: (object, cells, sign) => {
      for (const change of changesOf(object)) add(change, cells, sign);
    },
    flush: (write) => {
      for (const { kept, values } of [...changes.values()].flat()) {
        for (const value of values.values()) if (isChange(value)) addToTotal(write, kept, value);
        values.clear();
      }
    },
  };
};
