import { useLingui } from '@lingui/react/macro';
import type { CurrencyValue } from '@shared/domain/values';
import { useFieldEnvironment } from './field-environment';
import { formatMoney, type MoneyPrecision, type Regional } from './intl';

/** Amounts of several currencies beside one another: they are never added. */
export const moneyText = (region: Regional, money: readonly CurrencyValue[], precision: MoneyPrecision): string =>
  money.map((each) => formatMoney(region, each, precision)).join(' + ');

interface MoneySumProps {
  readonly money: readonly CurrencyValue[];
  readonly precision?: MoneyPrecision;
}

/** A sum by currency; compact when there are several, with the full amounts in the tooltip. */
export const MoneySum = ({ money, precision }: MoneySumProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  if (money.length === 0) return <span aria-label={t`empty`}>-</span>;
  const shown = precision ?? (money.length > 1 ? 'compact' : 'whole');
  return <span title={moneyText(environment, money, 'full')}>{moneyText(environment, money, shown)}</span>;
};
