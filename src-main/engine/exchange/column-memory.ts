import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ColumnTarget, ImportPlan, type RememberedChoices } from '@shared/contract/exchange.contract';
import { noteUnlogged } from '../change-log/unlogged';
import { findSetting, saveSetting } from '../storage/setting.sql';
import type { ReadDb, WriteDb } from '../storage/db';
import type { ObjectModel } from '../schema/model';
import { resolvePath } from './column-match.rules';
import { exactName } from './column-names.rules';

/** What a person decided about files with these columns. */
const ColumnMemory = ImportPlan.pick({
  object: true,
  matchBy: true,
  whenMatched: true,
  whenAlike: true,
  createTargets: true,
}).extend({
  atMs: z.number(),
  /** By column. */
  targets: z.array(ColumnTarget),
});
export type ColumnMemory = z.infer<typeof ColumnMemory>;

/** Files are of one shape when their columns have the same names in the same order; case, blanks and signs do not count. */
const keyOf = (headers: readonly string[]): string => {
  const names = JSON.stringify(headers.map(exactName));
  return `importMap:${createHash('sha256').update(names).digest('hex').slice(0, 32)}`;
};

/** Keeps what a plan says of files with these columns, in place of what was kept. Of files without names nothing is kept. */
export const rememberColumns = (
  db: WriteDb,
  headers: readonly string[],
  plan: ImportPlan,
  created: ReadonlyMap<number, string>,
  atMs: number,
): void => {
  if (headers.every((header) => header === '')) return;
  const byIndex = new Map(plan.columns.map(({ index, target }) => [index, target]));
  const targets = headers.map((_, index): ColumnTarget => {
    const target = byIndex.get(index) ?? { kind: 'skip' };
    const field = created.get(index);
    return target.kind === 'new' ? (field === undefined ? { kind: 'skip' } : { kind: 'field', field }) : target;
  });
  const { object, matchBy, whenMatched, whenAlike, createTargets } = plan;
  const memory: ColumnMemory = { object, matchBy, whenMatched, whenAlike, createTargets, atMs, targets };
  const [key, value] = [keyOf(headers), JSON.stringify(memory)];
  saveSetting(db, key, value);
  noteUnlogged(db, atMs, { kind: 'setting', key, value });
};

/** What was decided when a file with these columns was last imported. */
export const recallColumns = (db: ReadDb, headers: readonly string[]): ColumnMemory | undefined => {
  const kept = findSetting(db, keyOf(headers));
  return kept === undefined ? undefined : ColumnMemory.safeParse(JSON.parse(kept)).data;
};

const isThere = (object: ObjectModel, target: ColumnTarget): boolean =>
  target.kind !== 'field' || resolvePath(object, target.field) !== undefined;

/** Targets as they were decided; where a field is gone, what is suggested instead, unless that place is taken. */
export const applyMemory = (
  { targets }: ColumnMemory,
  object: ObjectModel,
  suggested: readonly ColumnTarget[],
): readonly ColumnTarget[] => {
  const taken = new Set(targets.flatMap((target) => (target.kind === 'field' ? [target.field] : [])));
  return suggested.map((suggestion, index) => {
    const target = targets[index];
    if (target && isThere(object, target)) return target;
    return suggestion.kind === 'field' && taken.has(suggestion.field) ? { kind: 'skip' } : suggestion;
  });
};

/** What else was decided, as far as it still can be done. */
export const choicesOf = (memory: ColumnMemory, object: ObjectModel): RememberedChoices => {
  const { atMs, matchBy, whenMatched, whenAlike, createTargets } = memory;
  const hasKey = matchBy !== null && resolvePath(object, matchBy) !== undefined;
  return { atMs, matchBy: hasKey ? matchBy : null, whenMatched, whenAlike, createTargets };
};
