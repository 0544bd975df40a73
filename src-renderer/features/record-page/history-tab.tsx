import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { MomentField } from '../../fields/moment-field';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import { ChangeEvent } from './change-event';
import { PastRecord } from './past-record';
import past from './past-record.module.css';
import { useRecordHistory } from './use-record-history';
import styles from './timeline.module.css';

interface HistoryTabProps {
  readonly definition: ObjectDef;
  readonly id: RecordId;
}

/** Every change of the record: who, when, which field, from what to what. Each can be taken back. */
export const HistoryTab = ({ definition, id }: HistoryTabProps) => {
  const { t } = useLingui();
  const { undo } = useUndo();
  const [pastMs, setPastMs] = useState<number | null>(null);
  const { entries, error, hasMore, isLoadingMore, loadMore } = useRecordHistory(definition.name, id);
  if (error) return <EmptyState icon="error" tone="danger" headingLevel={3} title={error.message} />;
  if (!entries) return <SkeletonRows count={5} label={t`Loading history`} />;
  return (
    <>
      <div className={past.moment}>
        <MomentField atMs={pastMs} onChange={setPastMs} />
      </div>
      {pastMs !== null && <PastRecord definition={definition} id={id} atMs={pastMs} onClose={() => setPastMs(null)} />}
      <ul className={styles.events}>
        {entries.map(({ operationId, ...entry }, index) => (
          <ChangeEvent
            // Entries have no id of their own: one operation touches a record once at a time.
            key={`${entry.atMs}:${operationId ?? ''}:${entries.length - index}`}
            definition={definition}
            entry={{ operationId, ...entry }}
            variant="all"
            action={
              <>
                <Button size="sm" variant="ghost" icon="history" onClick={() => setPastMs(entry.atMs)}>
                  {t`Show as of then`}
                </Button>
                {operationId !== null && (
                  <Button size="sm" variant="ghost" icon="undo" onClick={() => void undo(operationId)}>
                    {entry.operationCount > 1
                      ? t`Undo for ${plural(entry.operationCount, { one: '# record', other: 'all # records' })}`
                      : t`Undo`}
                  </Button>
                )}
              </>
            }
          />
        ))}
      </ul>
      {hasMore && (
        <Button variant="ghost" loading={isLoadingMore} onClick={loadMore}>
          {t`Show earlier changes`}
        </Button>
      )}
    </>
  );
};
