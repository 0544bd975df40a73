import { Trans, useLingui } from '@lingui/react/macro';
import type { ForecastSum } from '@shared/contract/pipelines.contract';
import type { ObjectDef } from '@shared/domain/schema';
import type { ViewSettings } from '@shared/domain/views';
import { useFieldEnvironment } from '../../fields/field-environment';
import { dayOf, formatNumber } from '../../fields/intl';
import { MoneySum } from '../../fields/money-sum';
import { useNow } from '../../fields/use-now';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Banner } from '../../ui/banner';
import { SkeletonRows } from '../../ui/skeleton';
import { forecastMonths, type ForecastFields } from './forecast-fields';
import styles from './forecast.module.css';

interface ForecastProps {
  readonly object: ObjectDef;
  readonly fields: ForecastFields;
  readonly settings: ViewSettings;
}

interface LineProps {
  readonly label: string;
  readonly sum: ForecastSum;
  /** Of the month in which most is expected. */
  readonly share: number;
}

const amountOf = ({ won, weighted }: ForecastSum): number => {
  const first = won[0] ?? weighted[0];
  const of = (money: ForecastSum['won']): number =>
    money.find(({ currency }) => currency === first?.currency)?.amountMinor ?? 0;
  return Math.max(0, of(won) + of(weighted));
};

const Cells = ({ sum }: { readonly sum: ForecastSum }) => {
  const environment = useFieldEnvironment();
  return (
    <>
      <td>{formatNumber(environment, sum.openCount, 0)}</td>
      <td>
        <MoneySum money={sum.open} />
      </td>
      <td>
        <b>
          <MoneySum money={sum.weighted} />
        </b>
      </td>
      <td>
        <MoneySum money={sum.won} />
      </td>
      <td>
        <MoneySum money={sum.lost} />
      </td>
    </>
  );
};

const MonthLine = ({ label, sum, share }: LineProps) => (
  <tr>
    <th scope="row">{label}</th>
    <Cells sum={sum} />
    <td className={styles.bar} aria-hidden="true">
      <i style={{ inlineSize: `${share * 100}%` }} />
    </td>
  </tr>
);

/** What is expected month by month: open amounts, the same times their chances, and what was won and lost. */
export const Forecast = ({ object, fields, settings }: ForecastProps) => {
  const { t, i18n } = useLingui();
  const environment = useFieldEnvironment();
  const today = dayOf(environment, useNow());
  const { data, error } = useEngineQuery('pipelines.forecast', {
    object: object.name,
    amountField: fields.amount.name,
    dateField: fields.date.name,
    ...forecastMonths(today, settings.span),
    ...(settings.pipeline === undefined ? {} : { pipeline: settings.pipeline }),
    ...(settings.filter ? { filter: settings.filter } : {}),
  });
  if (error) {
    return (
      <Banner tone="danger" title={<Trans>The forecast could not be made.</Trans>}>
        {' '}
        {error.message}
      </Banner>
    );
  }
  if (!data) return <SkeletonRows label={t`Loading`} />;
  const most = Math.max(1, ...data.months.map(amountOf));
  const nameOf = (month: string): string =>
    i18n.date(new Date(`${month}-15T12:00:00Z`), { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <div className={styles.page}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t`Forecast by ${fields.date.label}`}</caption>
        <thead>
          <tr>
            <th scope="col">{fields.date.label}</th>
            <th scope="col">{object.labelPlural}</th>
            <th scope="col">{t`Open`}</th>
            <th scope="col">{t`Weighted`}</th>
            <th scope="col">{t`Won`}</th>
            <th scope="col">{t`Lost`}</th>
            <th scope="col">
              <span className="visually-hidden">{t`Won and weighted, as a bar`}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.months.map((month) => (
            <MonthLine key={month.month} label={nameOf(month.month)} sum={month} share={amountOf(month) / most} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t`Together`}</th>
            <Cells sum={data.total} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
};
