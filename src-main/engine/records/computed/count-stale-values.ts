import type { SchemaModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';
import { nextRids } from './link-steps.sql';
import { type ComputedNode, planOf } from './plan';
import { CHUNK } from './recompute';

type Pause = () => Promise<void>;

/** Sums of floating-point numbers depend on the order in which they were added, in their last digits. */
const isClose = (a: SqlValue, b: SqlValue): boolean =>
  a === b ||
  (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));

/** Counts the live records whose computed value is not what computing it anew gives, by field. Memory does not grow with the records. */
export const countStaleValues = async (
  schema: SchemaModel,
  db: ReadDb,
  pause: Pause,
): Promise<ReadonlyMap<ComputedNode, number>> => {
  const stale = new Map<ComputedNode, number>();
  for (const node of planOf(schema).nodes) {
    const program = node.program(db);
    for (let after: number | undefined = 0; after !== undefined;) {
      const rids: readonly number[] = nextRids(db, node.object.table, after, CHUNK);
      const wrong = program(db, rids).filter(
        (row) => !row.before.every((cell, at) => isClose(cell, row.after[at] ?? null)),
      );
      if (wrong.length > 0) stale.set(node, (stale.get(node) ?? 0) + wrong.length);
      after = rids.at(-1);
      await pause();
    }
  }
  return stale;
};
