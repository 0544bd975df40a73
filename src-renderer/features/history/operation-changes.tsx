import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { HistoryChange } from '@shared/contract/history.contract';
import type { OperationId, RecordId } from '@shared/domain/ids';
import { ChangeList } from '../../fields/change-diff';
import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { useRecordName } from '../../fields/record-name';
import { useEngine } from '../../rpc/engine-context';
import { Button } from '../../ui/button';
import { SkeletonRows } from '../../ui/skeleton';
import styles from './activity-page.module.css';

const PAGE = 50;

interface OperationChangesProps {
  readonly id: OperationId;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
}

interface ChangedRecordProps extends Pick<OperationChangesProps, 'hrefOfRecord'> {
  readonly change: HistoryChange;
}

const ChangedRecord = ({ change, hrefOfRecord }: ChangedRecordProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const nameOf = useRecordName();
  const { object, recordId, title, kind, changes } = change;
  const definition = object === null ? undefined : findObject(environment, object);
  const kinds: Readonly<Record<HistoryChange['kind'], string>> = {
    create: t`created`,
    update: t`changed`,
    delete: t`deleted`,
    restore: t`restored`,
    merge: t`merged`,
  };
  const name = object === null ? title : nameOf(object, title);
  return (
    <li>
      <div className={styles.record}>
        {definition ? <a href={hrefOfRecord(definition.name, recordId)}>{name}</a> : <span>{name}</span>}
        <span className={styles.kind}>{kinds[kind]}</span>
      </div>
      {changes.length > 0 && <ChangeList definition={definition} changes={changes} />}
    </li>
  );
};

/** What an action changed, record by record, page by page. */
export const OperationChanges = ({ id, hrefOfRecord }: OperationChangesProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const pages = useInfiniteQuery({
    // Path and input first: that is how change sets find the queries that they make stale.
    queryKey: ['history.changes', { operationId: id }, 'pages'] as const,
    queryFn: ({ pageParam, signal }) =>
      engine.history.changes(
        { operationId: id, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  if (pages.error)
    return (
      <p className={styles.quiet} role="alert">
        {pages.error.message}
      </p>
    );
  if (!pages.data) return <SkeletonRows count={2} label={t`Loading what changed`} />;
  const changes = pages.data.pages.flatMap((page) => page.changes);
  return (
    <div className={styles.changes}>
      {changes.length === 0 && !pages.hasNextPage && (
        <p className={styles.quiet}>{t`Nothing of it is there for you to see.`}</p>
      )}
      <ul aria-label={t`What changed`}>
        {changes.map((change, index) => (
          // An action may change a record more than once.
          <ChangedRecord key={`${change.recordId}:${index}`} change={change} hrefOfRecord={hrefOfRecord} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button size="sm" variant="ghost" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t`Show more`}
        </Button>
      )}
    </div>
  );
};
