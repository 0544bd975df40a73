import { msg } from '@lingui/core/macro';
import type { ChangeSet } from '@shared/domain/changes';
import { AppError } from '@shared/errors/app-error';
import type { SchemaModel } from '../../schema/model';
import type { WriteDb } from '../../storage/db';
import { COMPUTED_AT_ONCE } from '../bulk/sizes';
import { countObject } from '../query/record-places.sql';
import { createChangeCollector } from '../write/change-collector';
import { openTextIndex } from '../write/text-index';
import { type Chain, chainText, type ComputedNode, type ComputedPlan, planOf } from './plan';
import { recomputeNodes } from './recompute';

/** `invalid_input` with `cycle`: the labels of the fields that would need one another. */
export const cycleError = (chain: Chain): AppError => {
  const cycle = chainText(chain);
  return new AppError('invalid_input', msg`These fields would need one another: ${cycle}`, { reason: 'cycle', cycle });
};

/** Refuses chains of computed fields that lead back to themselves, but for those that were there before. Errors: `invalid_input` with `cycle`, the chain. */
export const assertNoCycles = (plan: ComputedPlan, before?: ComputedPlan): void => {
  const idOf = (chain: Chain): string => chain.map(({ id }) => id).join(' ');
  const known = new Set(before?.cycles.map(idOf));
  for (const chain of plan.cycles) if (!known.has(idOf(chain))) throw cycleError(chain);
};

/** Has nodes of many records worked out after the transaction. */
export type ComputeLater = (db: WriteDb, nodes: readonly ComputedNode[]) => void;

/**
 * The last step of a transaction in which the data model has changed, whoever changed it: refuses chains of computed fields that lead back to themselves, and
 * works out anew what computes another value than before: here and now or, where that is many records and the caller has a way, later. Errors: `invalid_input` with
 * `cycle`, the chain.
 */
export const settleComputed = (
  db: WriteDb,
  before: SchemaModel,
  after: SchemaModel,
  computeLater?: ComputeLater,
): Omit<ChangeSet, 'seq'> => {
  const collector = createChangeCollector();
  const texts = openTextIndex(db, () => after);
  const plan = planOf(after);
  const old = planOf(before);
  assertNoCycles(plan, old);
  const stale = plan.nodes.filter(({ id, signature }) => old.nodesById.get(id)?.signature !== signature);
  if (stale.length > 0) {
    const isTooMany = (id: string): boolean => {
      const node = plan.nodesById.get(id);
      return node !== undefined && countObject(db, { object: node.object, isTrash: false }) > COMPUTED_AT_ONCE;
    };
    const later = recomputeNodes(
      after,
      db,
      { collector, texts },
      stale.map(({ id }) => id),
      computeLater ? isTooMany : () => false,
    );
    if (later.size > 0)
      computeLater?.(
        db,
        plan.nodes.filter(({ id }) => later.has(id)),
      );
  }
  texts.close();
  return collector.changes();
};
