import type { ImportCheck, ImportPlan } from '@shared/contract/exchange.contract';
import { assertMaySet } from '../schema/access';
import { createBatchWriter } from './import-batch';
import { openPlannedFile } from './import-fixes';
import { type ImportDeps, intentOf, takeBatch } from './import-run';
import { addTo, emptyTally, toCheck } from './import-tally';

const CHECKED_ROWS = 2000;
/** Looking for what is alike takes a millisecond or two a row. */
const COMPARED_ROWS = 500;

class Rollback extends Error {}

/**
 * What an import would do with the first rows, or with all: they are imported in a transaction that is then taken back, so that every rule
 * has spoken. Errors as `startImport`.
 */
export const checkImport = async (
  deps: ImportDeps,
  { rows: asked, ...plan }: ImportPlan & { readonly rows: 'first' | 'all' },
  signal?: AbortSignal,
): Promise<ImportCheck> => {
  assertMaySet(deps.schema.current(), 'import');
  signal?.throwIfAborted();
  const file = await openPlannedFile(deps, plan, signal);
  const writer = createBatchWriter(deps, plan, file.headers, intentOf('', plan.object, deps.actor()));
  const tally = emptyTally();
  let isWhole = false;
  let newFields: string[] = [];
  try {
    deps.inTransaction((db) => {
      newFields = [...writer.start(db)];
      const maxRows = asked === 'all' ? Infinity : CHECKED_ROWS;
      // What the plan does with rows that look alike is part of what it would do; where it does nothing, some are told.
      const compared = asked === 'all' && plan.whenAlike !== 'create' ? Infinity : COMPARED_ROWS;
      let rows = takeBatch(file.next);
      for (; rows && tally.rowsRead < maxRows; rows = takeBatch(file.next)) {
        addTo(tally, writer.processRows(db, rows, Math.max(0, compared - tally.compared)));
        // What a caller would be told of them is never told.
        writer.takeChanges();
      }
      isWhole = rows === undefined;
      throw new Rollback();
    });
  } catch (cause) {
    if (!(cause instanceof Rollback)) throw cause;
  } finally {
    file.close();
    deps.wholeSchema.reload(deps.read);
  }
  return toCheck(tally, { isWhole, newFields });
};
