import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Operation } from '@shared/contract/history.contract';
import type { RecordId } from '@shared/domain/ids';
import { useFieldEnvironment } from '../../fields/field-environment';
import { dayOf, daysBetween, formatDay, formatDayNearby } from '../../fields/intl';
import { useNow } from '../../fields/use-now';
import { useEngine } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { SkeletonRows } from '../../ui/skeleton';
import { type HistoryFilter, HistoryFilters, toOperationFilter } from './history-filters';
import { OperationLine } from './operation-line';
import { useHistoryExport } from './use-history-export';
import styles from './activity-page.module.css';

const PAGE = 50;

const byDay = (
  operations: readonly Operation[],
  dayOfMs: (atMs: number) => string,
): readonly (readonly [day: string, operations: readonly Operation[]])[] => {
  const days = new Map<string, Operation[]>();
  for (const operation of operations) {
    const day = dayOfMs(operation.atMs);
    const known = days.get(day);
    if (known) known.push(operation);
    else days.set(day, [operation]);
  }
  return [...days];
};

interface ActivityPageProps {
  readonly filter: HistoryFilter;
  readonly onFilter: (filter: HistoryFilter) => void;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
}

/** Every action in the workspace, newest first, or those that a filter means; each opens to what it changed and can be taken back. */
export const ActivityPage = ({ filter, onFilter, hrefOfRecord }: ActivityPageProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const today = dayOf(environment, useNow());
  const { undo } = useUndo();
  const asked = toOperationFilter(filter, environment);
  const isFiltered = Object.keys(asked).length > 0;
  const exporting = useHistoryExport();
  const [clears, setClears] = useState(0);
  const clear = (): void => {
    onFilter({});
    setClears(clears + 1);
  };
  const pages = useInfiniteQuery({
    // Path and input first: that is how change sets find the queries that they make stale.
    queryKey: ['history.operations', asked, 'pages'] as const,
    queryFn: ({ pageParam, signal }) =>
      engine.history.operations(
        { ...asked, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  const operations = pages.data?.pages.flatMap((page) => page.operations);
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Icon name="history" />
        <h1 className={styles.title}>{t`History`}</h1>
        <Button
          size="sm"
          variant="ghost"
          icon="export"
          className={styles.export}
          loading={exporting.isBusy}
          onClick={() => void exporting.run(asked)}
        >
          {t`Export`}
        </Button>
      </header>
      <HistoryFilters key={clears} filter={filter} onChange={onFilter} onClear={clear} />
      <div className={styles.stream}>
        <div className={styles.column}>
          {pages.error && <EmptyState icon="error" tone="danger" title={pages.error.message} />}
          {!operations && !pages.error && <SkeletonRows count={8} label={t`Loading activity`} />}
          {operations?.length === 0 && isFiltered && !pages.hasNextPage && (
            <EmptyState
              icon="search"
              title={t`Nothing like this has happened`}
              actions={<Button onClick={clear}>{t`Clear filters`}</Button>}
            />
          )}
          {operations?.length === 0 && !isFiltered && (
            <EmptyState
              icon="history"
              title={t`Nothing has happened yet`}
              description={t`Every change to this workspace will be listed here.`}
            />
          )}
          {operations &&
            byDay(operations, (atMs) => dayOf(environment, atMs)).map(([day, ofDay]) => (
              <section key={day} aria-label={formatDay(environment, day, 'long')}>
                <h2 className={styles.day}>
                  {Math.abs(daysBetween(today, day)) <= 1
                    ? formatDayNearby(environment, day, today)
                    : formatDay(environment, day, 'long')}
                </h2>
                <ul>
                  {ofDay.map((operation) => (
                    <OperationLine key={operation.id} operation={operation} hrefOfRecord={hrefOfRecord} onUndo={undo} />
                  ))}
                </ul>
              </section>
            ))}
          {pages.hasNextPage && (
            <Button variant="ghost" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t`Show earlier activity`}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
};
