import { msg } from '@lingui/core/macro';
import {
  MAX_FORECAST_MONTHS,
  type Forecast,
  type ForecastQuery,
  type ForecastSum,
} from '@shared/contract/pipelines.contract';
import type { Filter } from '@shared/domain/query';
import type { CurrencyValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { ReadDb } from '../../storage/db';
import { resolvePath } from '../query/field-path';
import { dayOf } from '../query/group-compile';
import { createJoins } from '../query/joins';
import { compileSet, getObject, type ReadRecordDeps } from '../query/record-set';
import { listForecastRows, type ForecastRow } from './forecast.sql';
import { getStageField } from './stage-field';

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const monthText = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

const listMonths = (from: string, to: string): readonly string[] => {
  const first = monthNumber(from);
  const count = monthNumber(to) - first + 1;
  if (count < 1) throw new AppError('invalid_input', msg`The forecast ends before it begins.`, { from, to });
  if (count > MAX_FORECAST_MONTHS) {
    throw new AppError('invalid_input', msg`A forecast spans ${MAX_FORECAST_MONTHS} months at most.`, {
      max: MAX_FORECAST_MONTHS,
    });
  }
  return Array.from({ length: count }, (_, at) => monthText(first + at));
};

const lastDay = (month: string): string => {
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1, 0);
  return next.toISOString().slice(0, 10);
};

const sumMoney = (rows: readonly ForecastRow[], amountOf: (row: ForecastRow) => number | null): CurrencyValue[] => {
  const byCurrency = new Map<string, number>();
  for (const row of rows) {
    if (row.currency !== null) byCurrency.set(row.currency, (byCurrency.get(row.currency) ?? 0) + (amountOf(row) ?? 0));
  }
  return [...byCurrency]
    .map(([currency, amount]) => ({ currency, amountMinor: Math.round(amount) }))
    .toSorted((a, b) => b.amountMinor - a.amountMinor || (a.currency < b.currency ? -1 : 1));
};

const sumOf = (rows: readonly ForecastRow[]): ForecastSum => {
  const of = (outcome: ForecastRow['outcome']) => rows.filter((row) => row.outcome === outcome);
  const count = (some: readonly ForecastRow[]): number => some.reduce((sum, row) => sum + row.count, 0);
  const [open, won, lost] = [of('open'), of('won'), of('lost')];
  const amount = (row: ForecastRow): number | null => row.amount;
  return {
    openCount: count(open),
    wonCount: count(won),
    lostCount: count(lost),
    open: sumMoney(open, amount),
    weighted: sumMoney(open, (row) => row.weighted),
    won: sumMoney(won, amount),
    lost: sumMoney(lost, amount),
  };
};

/**
 * What the records of an object's pipelines add up to by month: open, weighted by the chance of their stages, won and lost.
 * Errors: those of `queryRecords`; `invalid_input` for an object without pipelines, fields that are no money or no date, months out of order.
 */
export const forecast = (deps: ReadRecordDeps, db: ReadDb, input: ForecastQuery): Forecast => {
  const schema = deps.schema.current();
  const object = getObject(schema, input.object);
  const stage = getStageField(object).def.name;
  const { amountField, dateField, pipeline } = input;
  const months = listMonths(input.from, input.to);
  const amount = resolvePath(schema, object, amountField);
  if (amount.leaf.type !== 'currency') {
    throw new AppError('invalid_input', msg`"${amountField}" holds no money.`, { field: amountField });
  }
  const filters: readonly (Filter | undefined)[] = [
    input.filter,
    { field: stage, op: 'isNotEmpty' },
    pipeline === undefined ? undefined : { field: `${stage}.pipeline`, op: 'is', value: pipeline },
    { field: dateField, op: 'between', value: [`${input.from}-01`, lastDay(input.to)] },
  ];
  const date = resolvePath(schema, object, dateField);
  const { timeZone } = input;
  if (date.leaf.type !== 'date' && date.leaf.type !== 'dateTime') {
    throw new AppError('invalid_input', msg`"${dateField}" is no date.`, { field: dateField });
  }
  const and = filters.filter((filter) => filter !== undefined);
  const set = compileSet(deps, db, { object: input.object, filter: { and }, timeZone });
  const joins = createJoins(set.object);
  const day = dayOf(date.leaf, joins.columnsOf(date), set.timeZone);
  if (!day) throw new Error('A date without a day');
  const follows = (part: string): string =>
    joins.columnsOf(resolvePath(schema, object, `${stage}.${part}`))[0] ?? 'NULL';
  const [amountColumn = 'NULL', currency = 'NULL'] = joins.columnsOf(amount);
  const rows = listForecastRows(db, set, joins, {
    day,
    outcome: follows('outcome'),
    probability: follows('probability'),
    amount: amountColumn,
    currency,
  });
  const byMonth = Map.groupBy(rows, ({ month }) => month);
  return {
    months: months.map((month) => ({ month, ...sumOf(byMonth.get(month) ?? []) })),
    total: sumOf(rows),
  };
};
