import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import type { CurrencyValue } from '@shared/domain/values';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import { Stat, StatList } from '../../ui/stat';
import { MoneySum, moneyText } from '../../fields/money-sum';
import { QUIET_DAYS, type BoardSums } from './use-board-sums';
import styles from './board.module.css';

const amountOf = (money: readonly CurrencyValue[], currency: string): number =>
  money.find((each) => each.currency === currency)?.amountMinor ?? 0;

/** Won, committed and best case of the currency that most of the money is in, as parts of one bar. */
const ForecastBar = ({ sums }: { readonly sums: BoardSums }) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const currency = sums.open.amount[0]?.currency ?? sums.won[0]?.currency;
  if (currency === undefined) return null;
  const parts = [
    { key: 'won', label: t`Won`, amountMinor: amountOf(sums.won, currency) },
    { key: 'commit', label: t`Commit`, amountMinor: amountOf(sums.commit, currency) },
    { key: 'best', label: t`Best case`, amountMinor: amountOf(sums.bestCase, currency) },
  ];
  const total = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const text = (amountMinor: number): string => moneyText(environment, [{ amountMinor, currency }], 'compact');
  const described = parts.map(({ label, amountMinor }) => `${label} ${text(amountMinor)}`).join(', ');
  return (
    <div className={styles.forecast}>
      <div className={styles.forecastHead}>
        <span>
          <Trans>Forecast this quarter and beyond</Trans>
        </span>
        <b className="num">{text(total)}</b>
      </div>
      <div className={styles.forecastBar} role="img" aria-label={described}>
        {parts.map(({ key, label, amountMinor }) => (
          <i
            key={key}
            data-part={key}
            title={`${label}: ${text(amountMinor)}`}
            style={{ inlineSize: `${total === 0 ? 0 : (amountMinor / total) * 100}%` }}
          />
        ))}
      </div>
      <ul className={styles.legend} aria-hidden="true">
        {parts.map(({ key, label }) => (
          <li key={key} data-part={key}>
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
};

interface BoardSummaryProps {
  readonly object: ObjectDef;
  readonly sums: BoardSums;
  readonly hasPipeline: boolean;
}

/** What the board adds up to. */
export const BoardSummary = ({ object, sums, hasPipeline }: BoardSummaryProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const count = sums.open.count;
  const shownCount = formatNumber(environment, count, 0);
  return (
    <div className={styles.summary}>
      <StatList>
        <Stat
          size="lg"
          label={<Trans>Open</Trans>}
          value={<MoneySum money={sums.open.amount} />}
          note={`${shownCount} ${(count === 1 ? object.labelSingular : object.labelPlural).toLocaleLowerCase(environment.locale)}`}
        />
        <Stat size="lg" label={<Trans>Weighted</Trans>} value={<MoneySum money={sums.open.weighted} />} />
        <Stat size="lg" label={<Trans>Won this quarter</Trans>} value={<MoneySum money={sums.won} />} />
        <Stat
          size="lg"
          tone={sums.quietCount > 0 ? 'warning' : 'neutral'}
          label={
            hasPipeline ? (
              <Trans>Stale</Trans>
            ) : (
              <Plural value={QUIET_DAYS} one="Quiet for # day" other="Quiet for # days" />
            )
          }
          value={formatNumber(environment, sums.quietCount, 0)}
          title={hasPipeline ? t`Longer in their stage than it allows` : t`Open, and nothing has changed since`}
        />
      </StatList>
      <ForecastBar sums={sums} />
    </div>
  );
};
