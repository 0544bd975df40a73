import { Trans, useLingui } from '@lingui/react/macro';
import type { DuplicateGroup } from '@shared/contract/duplicates.contract';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { reasonsText } from '../../fields/duplicate-reasons';
import { RecordChip, type OpenRecord } from '../../fields/record-chip';
import { useMergeRequest } from '../../stores/merge-request.store';
import { Button } from '../../ui/button';
import styles from './duplicates.module.css';

interface GroupRowProps {
  readonly definition: ObjectDef;
  readonly group: DuplicateGroup;
  readonly state: 'open' | 'dismissed';
  readonly mayMerge: boolean;
  readonly onOpenRecord: OpenRecord;
  readonly onDismiss: (ids: readonly RecordId[]) => void;
  readonly onReopen: (ids: readonly RecordId[]) => void;
}

/** Records that hang together, how certain that is and why, and what to do about it. */
export const GroupRow = ({ definition, group, state, mayMerge, onOpenRecord, onDismiss, onReopen }: GroupRowProps) => {
  const { t } = useLingui();
  const ask = useMergeRequest((store) => store.ask);
  const object = definition.name;
  const ids = group.records.map(({ id }) => id);
  const percent = Math.floor(group.score * 100);
  const why = reasonsText(group.pairs[0]?.reasons ?? [], definition);
  return (
    <li className={styles.group}>
      <div className={styles.what}>
        <span className={styles.records}>
          {group.records.map(({ id, title }) => (
            <RecordChip key={id} object={object} id={id} title={title} onOpenRecord={onOpenRecord} />
          ))}
        </span>
        <span className={styles.why}>{state === 'open' ? t`${percent} % certain: ${why}` : why}</span>
      </div>
      {mayMerge && state === 'open' && (
        <>
          <Button size="sm" variant="ghost" onClick={() => onDismiss(ids)}>
            <Trans>Not duplicates</Trans>
          </Button>
          <Button size="sm" icon="merge" onClick={() => ask({ object, ids })}>
            <Trans>Compare</Trans>
          </Button>
        </>
      )}
      {mayMerge && state === 'dismissed' && (
        <Button size="sm" onClick={() => onReopen(ids)}>
          <Trans>Review again</Trans>
        </Button>
      )}
    </li>
  );
};
