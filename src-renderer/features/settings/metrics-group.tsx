import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { CallMetrics, StorageSizes } from '@shared/contract/diagnostics.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatBytes, formatNumber } from '../../fields/intl';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import styles from './diagnostics.module.css';
import settings from './settings-page.module.css';

/** How many calls took how long, drawn as bars; what they say is in the row's numbers. */
const Histogram = ({ buckets }: { readonly buckets: readonly number[] }) => {
  const most = Math.max(1, ...buckets);
  return (
    <svg className={styles.histogram} viewBox={`0 0 ${buckets.length * 4} 20`} aria-hidden="true">
      {buckets.map((count, at) => {
        const height = count === 0 ? 0 : Math.max(1, (count / most) * 20);
        // Buckets never change their places.
        return <rect key={at} x={at * 4} y={20 - height} width={3} height={height} />;
      })}
    </svg>
  );
};

const CallTable = ({ calls }: { readonly calls: readonly CallMetrics[] }) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const number = (value: number): string => formatNumber(environment, value);
  return (
    <table className={styles.table}>
      <caption>{t`Calls since the start, in milliseconds`}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Call`}</th>
          <th scope="col">{t`Count`}</th>
          <th scope="col">{t`Errors`}</th>
          <th scope="col">p50</th>
          <th scope="col">p95</th>
          <th scope="col">p99</th>
          <th scope="col">{t`Distribution`}</th>
        </tr>
      </thead>
      <tbody>
        {calls.map(({ path, count, errors, p50Ms, p95Ms, p99Ms, buckets }) => (
          <tr key={path}>
            <th scope="row" className="mono">
              {path}
            </th>
            <td>{number(count)}</td>
            <td>{number(errors)}</td>
            <td>{number(p50Ms)}</td>
            <td>{number(p95Ms)}</td>
            <td>{number(p99Ms)}</td>
            <td>
              <Histogram buckets={buckets} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const SizeTable = ({ trees }: StorageSizes) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  return (
    <table className={styles.table}>
      <caption>{t`Size of tables and indexes`}</caption>
      <tbody>
        {trees.map(({ name, bytes }) => (
          <tr key={name}>
            <th scope="row" className="mono">
              {name}
            </th>
            <td>{formatBytes(environment, bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Is the workspace fast: what was called, how long it took, and what it takes. */
export const MetricsGroup = () => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const { reportError } = useUndo();
  const showToast = useToasts((state) => state.show);
  const { data, error, refetch } = useEngineQuery('diagnostics.metrics', {});
  const [sizes, setSizes] = useState<StorageSizes>();
  if (error) return <EmptyState icon="error" tone="danger" headingLevel={2} title={error.message} />;
  if (!data) return <SkeletonRows label={t`Loading`} />;

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (cause) {
      reportError(cause);
    }
  };
  const measure = () => attempt(async () => setSizes(await engine.diagnostics.storage({})));
  const copy = () =>
    attempt(async () => {
      await navigator.clipboard.writeText(JSON.stringify({ ...data, ...sizes }, undefined, 2));
      showToast({ text: t`Copied` });
    });
  const { readers } = data;
  const number = (value: number): string => formatNumber(environment, value);
  const facts: readonly (readonly [string, string])[] = [
    [t`Database`, formatBytes(environment, data.databaseBytes)],
    [t`Free pages`, formatBytes(environment, data.freeBytes)],
    [t`Write-ahead log`, formatBytes(environment, data.walBytes)],
    [t`Memory`, formatBytes(environment, data.memoryBytes)],
    [t`Changes in the log`, formatNumber(environment, data.changes)],
    [t`Commits since the start`, formatNumber(environment, data.commits)],
    [t`Lists found in memory`, number(readers.snapshotHits)],
    [t`Lists read whole`, number(readers.snapshotReads)],
    [t`Questions that wait now, at most`, `${number(readers.waiting)}, ${number(readers.mostWaiting)}`],
    [t`Wait for a reader, p95`, `${number(readers.waitedP95Ms)} ms`],
  ];
  return (
    <section className={settings.group} aria-label={t`Metrics`}>
      <div>
        <h2 className={settings.heading}>{t`Metrics`}</h2>
        <p
          className={settings.lead}
        >{t`Counted on this machine since Outpost was started. Nothing of it is sent anywhere.`}</p>
      </div>
      <dl className={settings.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={settings.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.buttons}>
        <Button icon="refresh" onClick={() => void refetch()}>{t`Read again`}</Button>
        <Button onClick={() => void measure()}>{t`Measure tables`}</Button>
        <Button onClick={() => void copy()}>{t`Copy as JSON`}</Button>
      </div>
      <CallTable calls={data.calls} />
      {sizes && <SizeTable trees={sizes.trees} />}
    </section>
  );
};
