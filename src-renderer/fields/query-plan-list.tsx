import { Trans, useLingui } from '@lingui/react/macro';
import type { QueryPlan } from '@shared/contract/query-plan';
import styles from './query-plan-list.module.css';

/** What SQLite did, in its own words, for whoever asks; nothing where it is not told. */
export const QueryPlanList = ({ plan }: { readonly plan: QueryPlan }) => {
  const { t } = useLingui();
  if (plan.length === 0) return null;
  return (
    <details className={styles.plan}>
      <summary>
        <Trans>What the database did</Trans>
      </summary>
      <ol aria-label={t`Steps of the database`}>
        {plan.map(({ depth, detail }, at) => (
          // Steps never change their places.
          <li key={at} className="mono" style={{ paddingInlineStart: depth * 16 }}>
            {detail}
          </li>
        ))}
      </ol>
    </details>
  );
};
