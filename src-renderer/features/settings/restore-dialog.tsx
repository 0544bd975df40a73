import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Backup } from '@shared/contract/backups.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatDateTime } from '../../fields/intl';
import { useEngine } from '../../rpc/engine-context';
import { useToasts } from '../../stores/toasts.store';
import { useBusyAction } from '../../stores/use-busy-action';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { TextInput } from '../../ui/input';

/** Asks before the workspace is made what it was, and says that nothing is lost by it. */
export const RestoreDialog = ({ backup, onClose }: { readonly backup: Backup; readonly onClose: () => void }) => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const showToast = useToasts((state) => state.show);
  const [passphrase, setPassphrase] = useState('');
  const moment = formatDateTime(environment, backup.atMs);
  const { isBusy, run } = useBusyAction(async () => {
    await engine.backups.restore({ name: backup.name, ...(passphrase === '' ? {} : { passphrase }) });
    showToast({ text: t`The workspace is as it was on ${moment}` });
  }, onClose);
  return (
    <ConfirmDialog
      title={t`Restore the backup of ${moment}?`}
      action={t`Restore`}
      icon="restore"
      cancelLabel={t`Cancel`}
      closeLabel={t`Close`}
      isBusy={isBusy}
      isHeld
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>
        <Trans>
          All records, fields and views become what they were then. What is there now is kept as a backup of its own,
          which can be restored as well. Outpost reconnects when it is done.
        </Trans>
      </p>
      {backup.isEncrypted && (
        <TextInput
          type="password"
          label={t`Passphrase of the backup`}
          help={t`Only when it is not the one of this workspace.`}
          value={passphrase}
          autoComplete="off"
          onChange={setPassphrase}
        />
      )}
    </ConfirmDialog>
  );
};
