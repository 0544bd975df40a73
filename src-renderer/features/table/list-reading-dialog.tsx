import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ListReading } from '@shared/contract/records.contract';
import { assertNever } from '@shared/domain/assert-never';
import type { RecordSet, Sort } from '@shared/domain/query';
import { QueryPlanList } from '../../fields/query-plan-list';
import { useSettingRights } from '../../fields/use-rights';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import styles from './list-reading-dialog.module.css';

interface ListReadingDialogProps {
  readonly set: RecordSet;
  readonly sort: readonly Sort[];
  readonly onClose: () => void;
}

const WayText = ({ way }: Pick<ListReading, 'way'>) => {
  switch (way) {
    case 'memory':
      return (
        <Trans>Its order is in memory: any place in it is found at once, and a change moves single records.</Trans>
      );
    case 'inOrder':
      return <Trans>Records are read in the order of an index until the screen is full.</Trans>;
    case 'few':
    case 'texts':
      return <Trans>The index of fragments of texts names the records that can match; only those are looked at.</Trans>;
    case 'index':
      return <Trans>An index finds the records of one condition; those are put in order.</Trans>;
    case 'each':
      return <Trans>Every record is looked at, and what matches is put in order.</Trans>;
    default:
      return assertNever(way);
  }
};

const LookedText = ({ looked }: Pick<ListReading, 'looked'>) => {
  if (!looked) return <Trans>It is not known how many records are looked at.</Trans>;
  const { count, kind } = looked;
  if (kind === 'about')
    return <Plural value={count} one="About # record is looked at." other="About # records are looked at." />;
  if (kind === 'atMost')
    return <Plural value={count} one="At most # record is looked at." other="At most # records are looked at." />;
  return <Plural value={count} one="# record is looked at." other="# records are looked at." />;
};

const OrderText = ({ order, index }: Pick<ListReading, 'order' | 'index'>) => {
  if (order === 'asMade') return <Trans>Without an order: as the records were made.</Trans>;
  if (order === 'index') return <Trans>An index has this order ready.</Trans>;
  return index ? (
    <Trans>No index has this order yet; one would.</Trans>
  ) : (
    <Trans>
      The order is made by sorting: there are few records, or it follows from other records, of which no index can be
      made.
    </Trans>
  );
};

const Reading = ({ reading }: { readonly reading: ListReading }) => (
  <>
    <ul className={styles.facts}>
      <li>
        <WayText way={reading.way} /> <LookedText looked={reading.looked} />
      </li>
      <li>
        <OrderText order={reading.order} index={reading.index} />
      </li>
      <li>
        {reading.total === 'kept' ? (
          <Trans>How many there are is kept with every change, and exact.</Trans>
        ) : (
          <Trans>
            How many match is an estimate until they were counted once; then it is exact and follows every change.
          </Trans>
        )}
      </li>
      {reading.hasRelatedLists && (
        <li>
          <Trans>Conditions on related records are asked for each record that is looked at.</Trans>
        </li>
      )}
      {reading.limits.includes('records') && (
        <li>
          <Trans>Your role shows you some of the records; each is asked whether you may see it.</Trans>
        </li>
      )}
      {reading.limits.includes('fields') && (
        <li>
          <Trans>Fields that your role keeps from you are left out.</Trans>
        </li>
      )}
    </ul>
    <QueryPlanList plan={reading.plan} />
  </>
);

/** How a list is read, in plain words: what is looked at, by which index, and what would make it quicker. */
export const ListReadingDialog = ({ set, sort, onClose }: ListReadingDialogProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const maySet = useSettingRights();
  const { reportError } = useUndo();
  const showToast = useToasts((state) => state.show);
  const { data, error } = useEngineQuery('records.explainList', { ...set, sort: [...sort] });
  const index = data?.index ?? null;

  const makeIndex = async (): Promise<void> => {
    if (!index) return;
    try {
      await engine.schema.makeIndex(index);
      showToast({ text: t`The index is built in the background` });
      onClose();
    } catch (cause) {
      reportError(cause);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t`How this list is read`}
      closeLabel={t`Close`}
      footer={
        <>
          <Button onClick={onClose}>{t`Close`}</Button>
          {index && maySet.has('dataModel') && (
            <Button variant="primary" icon="sort" onClick={() => void makeIndex()}>
              <Trans>Make the index</Trans>
            </Button>
          )}
        </>
      }
    >
      {error && <EmptyState icon="error" tone="danger" headingLevel={3} title={error.message} />}
      {!error && !data && <SkeletonRows count={3} label={t`Loading`} />}
      {!error && data && <Reading reading={data} />}
    </Dialog>
  );
};
