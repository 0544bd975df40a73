import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Selection } from '@shared/domain/query';
import { useEngine } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

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
  const { reportError } = useUndo();
  const [isBusy, setBusy] = useState(false);
  const purge = async (): Promise<void> => {
    setBusy(true);
    try {
      await engine.records.purge({ object, selection });
      onDone();
    } catch (error) {
      reportError(error);
    }
    onClose();
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t`Delete for good?`}
      closeLabel={t`Close`}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>{t`Cancel`}</Button>
          <Button variant="danger" icon="trash" loading={isBusy} onClick={() => void purge()}>
            {t`Delete for good`}
          </Button>
        </>
      }
    >
      <Banner tone="warning" title={t`This cannot be undone.`}>
        <Plural value={count} one="# record is destroyed." other="# records are destroyed." />{' '}
        <Trans>Only the history still names their values.</Trans>
      </Banner>
    </Dialog>
  );
};
