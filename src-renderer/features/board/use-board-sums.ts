import { useMemo } from 'react';
import type { AggregateValue } from '@shared/contract/records.contract';
import type { Filter } from '@shared/domain/query';
import type { ObjectDef, SelectOption } from '@shared/domain/schema';
import type { CurrencyValue } from '@shared/domain/values';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { addMoney, type BoardFields, NO_STAGE, weigh } from './board.rules';

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
  /** Open deals on which nothing has changed for two weeks. */
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

const sumOf = (lanes: readonly LaneSum[]): LaneSum => ({
  count: lanes.reduce((sum, { count }) => sum + count, 0),
  amount: addMoney(lanes.flatMap(({ amount }) => amount)),
  weighted: addMoney(lanes.flatMap(({ weighted }) => weighted)),
});

/** Counts and money of the board, over all records of the view and not only the cards that are shown. */
export const useBoardSums = (object: ObjectDef, fields: BoardFields, filter: Filter | undefined): BoardSums => {
  const { stage, amount, date } = fields;
  const options = useMemo(() => stage.settings.options ?? [], [stage.settings.options]);
  const openKeys = useMemo(() => options.filter(({ outcome }) => !outcome).map(({ key }) => key), [options]);
  const wonKeys = useMemo(() => options.filter(({ outcome }) => outcome === 'won').map(({ key }) => key), [options]);
  const aggregates = amount
    ? [{ fn: 'count' as const }, { fn: 'sum' as const, field: amount.name }]
    : [{ fn: 'count' as const }];
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
        { not: { field: 'updatedAt', op: 'inLast', value: { amount: QUIET_DAYS, unit: 'day' } } },
      ),
      aggregates: [{ fn: 'count' }],
    },
    { enabled: openKeys.length > 0 },
  ).data;

  return useMemo(() => {
    const optionOf = (key: string): SelectOption | undefined => options.find((option) => option.key === key);
    const byLane = new Map<string, LaneSum>();
    for (const { keys, values } of perLane?.groups ?? []) {
      const key = typeof keys[0] === 'string' && optionOf(keys[0]) ? keys[0] : NO_STAGE;
      const money = moneyOf(values[1]);
      const lane = {
        count: numberOf(values[0]),
        amount: money,
        weighted: weigh(money, optionOf(key)?.probability ?? 0),
      };
      const before = byLane.get(key);
      byLane.set(key, before ? sumOf([before, lane]) : lane);
    }
    const lanesWhere = (isWanted: (option: SelectOption) => boolean): LaneSum =>
      sumOf(options.filter(isWanted).flatMap(({ key }) => byLane.get(key) ?? []));
    const isOpen = ({ outcome }: SelectOption): boolean => !outcome;
    const isCommit = (option: SelectOption): boolean => isOpen(option) && (option.probability ?? 0) >= COMMIT_PERCENT;
    return {
      byLane,
      open: lanesWhere(isOpen),
      won: moneyOf(wonThisQuarter?.groups[0]?.values[1]),
      commit: lanesWhere(isCommit).weighted,
      bestCase: lanesWhere((option) => isOpen(option) && !isCommit(option)).weighted,
      quietCount: numberOf(quiet?.groups[0]?.values[0]),
    };
  }, [options, perLane, wonThisQuarter, quiet]);
};
