import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { SlowQuery } from '@shared/contract/diagnostics.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import { Moment } from '../../fields/moment';
import { QueryPlanList } from '../../fields/query-plan-list';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/select';
import { SkeletonRows } from '../../ui/skeleton';
import styles from './diagnostics.module.css';
import settings from './settings-page.module.css';
import { useShapeText } from './use-shape-text';

/** What a person can choose from; another one, set elsewhere, stays until they do. */
const THRESHOLDS_MS = [20, 50, 100, 250, 500, 1000];

interface SlowRowProps {
  readonly query: SlowQuery;
  readonly onMakeIndex: (index: NonNullable<SlowQuery['index']>) => void;
}

const SlowRow = ({ query, onMakeIndex }: SlowRowProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const { shape, count, p95Ms, worstMs, lastMs, lastAtMs, plan, index } = query;
  const text = useShapeText(shape);
  const ms = (value: number): string => formatNumber(environment, Math.round(value));
  const often = plural(count, { one: 'Slow once', other: 'Slow # times' });
  const [p95, worst, last] = [ms(p95Ms), ms(worstMs), ms(lastMs)];
  return (
    <li className={styles.slow}>
      <div className={styles.slowHead}>
        <span>{text}</span>
        <span className="mono">{shape.path}</span>
      </div>
      <p className={settings.quiet}>
        {t`${often} · 95 % within ${p95} ms · worst ${worst} ms · last ${last} ms`} · <Moment atMs={lastAtMs} />
      </p>
      {index && (
        <div className={styles.buttons}>
          <span className={settings.quiet}>{t`An index would have this order ready.`}</span>
          <Button size="sm" icon="sort" onClick={() => onMakeIndex(index)} aria-label={t`Make an index for: ${text}`}>
            <Trans>Make the index</Trans>
          </Button>
        </div>
      )}
      <QueryPlanList plan={plan} />
    </li>
  );
};

const Threshold = ({
  thresholdMs,
  onChange,
}: {
  readonly thresholdMs: number;
  readonly onChange: (ms: number) => void;
}) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const choices = [...new Set([...THRESHOLDS_MS, thresholdMs])].toSorted((a, b) => a - b);
  return (
    <Select
      label={t`Keep what took at least`}
      options={choices.map((ms) => ({ value: String(ms), label: `${formatNumber(environment, ms)} ms` }))}
      value={String(thresholdMs)}
      onChange={(value) => onChange(Number(value))}
    />
  );
};

/** Which lists and totals took long, what SQLite did for them, and the index that would help. */
export const SlowListsGroup = () => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const { reportError } = useUndo();
  const showToast = useToasts((state) => state.show);
  const { data, error, refetch } = useEngineQuery('diagnostics.slowQueries', {});
  if (error) return <EmptyState icon="error" tone="danger" headingLevel={2} title={error.message} />;
  if (!data) return <SkeletonRows label={t`Loading`} />;

  const attempt = async (work: () => Promise<unknown>, done?: string): Promise<void> => {
    try {
      await work();
      if (done !== undefined) showToast({ text: done });
      await refetch();
    } catch (cause) {
      reportError(cause);
    }
  };
  const { queries, thresholdMs } = data;
  const limit = formatNumber(environment, thresholdMs);
  return (
    <section className={settings.group} aria-label={t`Slow lists`}>
      <div>
        <h2 className={settings.heading}>{t`Slow lists`}</h2>
        <p
          className={settings.lead}
        >{t`Lists and totals that took long, by what was asked. No value of a record is kept, and nothing is sent anywhere.`}</p>
      </div>
      <Threshold
        thresholdMs={thresholdMs}
        onChange={(ms) => void attempt(() => engine.diagnostics.setSlowThreshold({ ms }))}
      />
      <div className={styles.buttons}>
        <Button icon="refresh" onClick={() => void refetch()}>{t`Read again`}</Button>
        {queries.length > 0 && (
          <Button onClick={() => void attempt(() => engine.diagnostics.forgetSlowQueries({}))}>{t`Forget them`}</Button>
        )}
      </div>
      {queries.length === 0 ? (
        <p className={settings.quiet}>{t`Nothing took ${limit} ms or more.`}</p>
      ) : (
        <ul aria-label={t`Slow lists`}>
          {queries.map((query) => (
            <SlowRow
              key={query.id}
              query={query}
              onMakeIndex={(index) =>
                void attempt(() => engine.schema.makeIndex(index), t`The index is built in the background`)
              }
            />
          ))}
        </ul>
      )}
    </section>
  );
};
