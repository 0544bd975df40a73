import { plural } from '@lingui/core/macro';
import type { AggregateValue } from '@shared/contract/records.contract';
import type { AggregateFunction } from '@shared/domain/query';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldEnvironment } from '../../fields/field-environment';
import { fieldText } from '../../fields/field-text';
import { formatMoney, formatNumber } from '../../fields/intl';

export interface AggregateText {
  readonly text: string;
  /** In full, where `text` is shortened. */
  readonly title?: string;
}

const DAY_MS = 86_400_000;

/** From the least to the most: days between dates, numbers as they are. */
const rangeText = (field: FieldDef, value: number, environment: FieldEnvironment): AggregateText => {
  if (field.type !== 'date' && field.type !== 'dateTime') return { text: formatNumber(environment, value) };
  const days = field.type === 'date' ? value : value / DAY_MS;
  const whole = Math.round(days);
  return { text: plural(whole, { one: '# day', other: '# days' }) };
};

/** A total in words: money per currency, percentages with their sign, dates as days. Null where nothing is filled. */
export const aggregateText = (
  fn: AggregateFunction,
  field: FieldDef,
  value: AggregateValue | undefined,
  environment: FieldEnvironment,
): AggregateText | null => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') {
    const inFull = value.map((money) => formatMoney(environment, money)).join(' + ');
    return { text: value.map((money) => formatMoney(environment, money, 'compact')).join(' + '), title: inFull };
  }
  switch (fn) {
    case 'count':
    case 'countEmpty':
    case 'countFilled':
    case 'countUnique':
      return { text: formatNumber(environment, Number(value), 0) };
    case 'percentEmpty':
    case 'percentFilled':
      return { text: `${formatNumber(environment, Math.round(Number(value)))}%` };
    case 'sum':
    case 'avg':
    case 'median':
      if (typeof value !== 'number') return { text: value };
      return {
        text: formatNumber(environment, Math.round(value * 100) / 100),
        title: formatNumber(environment, value),
      };
    case 'range':
      return rangeText(field, Number(value), environment);
    case 'min':
    case 'max':
    case 'earliest':
    case 'latest':
      return { text: fieldText(field, value, environment) };
  }
};
