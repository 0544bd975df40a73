import { useMemo } from 'react';
import type { AggregateValue } from '@shared/contract/records.contract';
import type { Filter } from '@shared/domain/query';
import type { ObjectDef } from '@shared/domain/schema';
import type { CurrencyValue } from '@shared/domain/values';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { addMoney, type BoardFields, type LaneOption, NO_STAGE, weigh } from './board.rules';

export interface LaneSum {
  readonly count: number;
  readonly amount: readonly CurrencyValue[];
  readonly weighted: readonly CurrencyValue[];
}

export interface BoardSums {
  readonly byLane: ReadonlyMap<string, LaneSum>;
  /** Over the stages that do not end a deal. */
  readonly open: LaneSum;
  readonly won: readonly CurrencyValue[];
  /** Open deals with a chance of 80 % and more, weighted. */
  readonly commit: readonly CurrencyValue[];
  /** The other open deals, weighted. */
  readonly bestCase: readonly CurrencyValue[];
  /** Open deals that have been in their stage for too long; without pipelines those on which nothing has changed for two weeks. */
  readonly quietCount: number;
}

export const QUIET_DAYS = 14;
const COMMIT_PERCENT = 80;

const moneyOf = (value: AggregateValue | undefined): readonly CurrencyValue[] =>
  typeof value === 'object' && value !== null ? value : [];
const numberOf = (value: AggregateValue | undefined): number => (typeof value === 'number' ? value : 0);

const allOf = (...filters: readonly (Filter | undefined)[]): Filter => ({
  and: filters.filter((filter) => filter !== undefined),
});

const isOpen = ({ stage }: LaneOption): boolean => stage?.outcome === undefined;

const sumOf = (lanes: readonly LaneSum[]): LaneSum => ({
  count: lanes.reduce((sum, { count }) => sum + count, 0),
  amount: addMoney(lanes.flatMap(({ amount }) => amount)),
  weighted: addMoney(lanes.flatMap(({ weighted }) => weighted)),
});

/** Counts and money of the board, over all records of the view and not only the cards that are shown. */
export const useBoardSums = (object: ObjectDef, fields: BoardFields, filter: Filter | undefined): BoardSums => {
  const { stage, lanes: options, pipeline, amount, date } = fields;
  const openKeys = useMemo(() => options.flatMap((option) => (isOpen(option) ? [option.key] : [])), [options]);
  const wonKeys = useMemo(
    () => options.flatMap((option) => (option.stage?.outcome === 'won' ? [option.key] : [])),
    [options],
  );
  const aggregates = amount
    ? [{ fn: 'count' as const }, { fn: 'sum' as const, field: amount.name }]
    : [{ fn: 'count' as const }];
  // Of all pipelines: sums of a whole object are kept with the write, those of a part of it would be counted.
  const set = { object: object.name, ...(filter ? { filter } : {}) };
  const perLane = useEngineQuery('records.aggregate', { ...set, groupBy: [stage.name], aggregates }).data;
  const wonThisQuarter = useEngineQuery(
    'records.aggregate',
    {
      object: object.name,
      filter: allOf(
        filter,
        { field: stage.name, op: 'isAnyOf', value: wonKeys },
        date && { field: date.name, op: 'inPeriod', value: 'thisQuarter' },
      ),
      aggregates,
    },
    { enabled: wonKeys.length > 0 && amount !== undefined },
  ).data;
  const quiet = useEngineQuery(
    'records.aggregate',
    {
      object: object.name,
      filter: allOf(
        filter,
        { field: stage.name, op: 'isAnyOf', value: openKeys },
        pipeline
          ? { field: `${stage.name}.isStale`, op: 'is', value: true }
          : { not: { field: 'updatedAt', op: 'inLast', value: { amount: QUIET_DAYS, unit: 'day' } } },
      ),
      aggregates: [{ fn: 'count' }],
    },
    { enabled: openKeys.length > 0 },
  ).data;

  return useMemo(() => {
    const optionOf = (key: string): LaneOption | undefined => options.find((option) => option.key === key);
    const byLane = new Map<string, LaneSum>();
    for (const { keys, values } of perLane?.groups ?? []) {
      const [value = null] = keys;
      const isHere = typeof value === 'string' && optionOf(value) !== undefined;
      // A key that is no lane here is a stage of another pipeline, or an option that is gone.
      if (pipeline && value !== null && !isHere) continue;
      const key = isHere ? value : NO_STAGE;
      const money = moneyOf(values[1]);
      const lane = {
        count: numberOf(values[0]),
        amount: money,
        weighted: weigh(money, optionOf(key)?.stage?.probability ?? 0),
      };
      const before = byLane.get(key);
      byLane.set(key, before ? sumOf([before, lane]) : lane);
    }
    const lanesWhere = (isWanted: (option: LaneOption) => boolean): LaneSum =>
      sumOf(options.filter(isWanted).flatMap(({ key }) => byLane.get(key) ?? []));
    const isCommit = (option: LaneOption): boolean =>
      isOpen(option) && (option.stage?.probability ?? 0) >= COMMIT_PERCENT;
    return {
      byLane,
      open: lanesWhere(isOpen),
      won: moneyOf(wonThisQuarter?.groups[0]?.values[1]),
      commit: lanesWhere(isCommit).weighted,
      bestCase: lanesWhere((option) => isOpen(option) && !isCommit(option)).weighted,
      quietCount: numberOf(quiet?.groups[0]?.values[0]),
    };
  }, [options, pipeline, perLane, wonThisQuarter, quiet]);
};
