import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Selection } from '@shared/domain/query';
import { useEngine } from '../../rpc/engine-context';
import { useBusyAction } from '../../stores/use-busy-action';
import { Banner } from '../../ui/banner';
import { ConfirmDialog } from '../../ui/confirm-dialog';

interface PurgeRecordsDialogProps {
  readonly object: string;
  readonly selection: Selection;
  readonly count: number;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Destroys deleted records, after saying how many. */
export const PurgeRecordsDialog = ({ object, selection, count, onClose, onDone }: PurgeRecordsDialogProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const { isBusy, run } = useBusyAction(async () => {
    await engine.records.purge({ object, selection });
    onDone();
  }, onClose);
  return (
    <ConfirmDialog
      title={t`Delete for good?`}
      action={t`Delete for good`}
      icon="trash"
      cancelLabel={t`Cancel`}
      closeLabel={t`Close`}
      isBusy={isBusy}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <Banner tone="warning" title={t`This cannot be undone.`}>
        <Plural value={count} one="# record is destroyed." other="# records are destroyed." />{' '}
        <Trans>Only the history still names their values.</Trans>
      </Banner>
    </ConfirmDialog>
  );
};
