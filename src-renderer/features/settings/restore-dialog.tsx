import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Backup } from '@shared/contract/backups.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatDateTime } from '../../fields/intl';
import { useEngine } from '../../rpc/engine-context';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

/** Asks before the workspace is made what it was, and says that nothing is lost by it. */
export const RestoreDialog = ({ backup, onClose }: { readonly backup: Backup; readonly onClose: () => void }) => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const showToast = useToasts((state) => state.show);
  const { reportError } = useUndo();
  const [isBusy, setBusy] = useState(false);
  const moment = formatDateTime(environment, backup.atMs);
  const restore = async (): Promise<void> => {
    setBusy(true);
    try {
      await engine.backups.restore({ name: backup.name });
      showToast({ text: t`The workspace is as it was on ${moment}` });
    } catch (error) {
      reportError(error);
    }
    onClose();
  };
  return (
    <Dialog
      open
      size="sm"
      dismissible={!isBusy}
      onOpenChange={(open) => !open && onClose()}
      title={t`Restore the backup of ${moment}?`}
      closeLabel={t`Close`}
      footer={
        <>
          <Button data-autofocus disabled={isBusy} onClick={onClose}>{t`Cancel`}</Button>
          <Button variant="danger" icon="restore" loading={isBusy} onClick={() => void restore()}>
            {t`Restore`}
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          All records, fields and views become what they were then. What is there now is kept as a backup of its own,
          which can be restored as well. Outpost reconnects when it is done.
        </Trans>
      </p>
    </Dialog>
  );
};
