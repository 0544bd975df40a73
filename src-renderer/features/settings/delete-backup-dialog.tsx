import { Trans, useLingui } from '@lingui/react/macro';
import type { Backup } from '@shared/contract/backups.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatDateTime } from '../../fields/intl';
import { useEngine } from '../../rpc/engine-context';
import { useBusyAction } from '../../stores/use-busy-action';
import { ConfirmDialog } from '../../ui/confirm-dialog';

/** Asks before a backup is deleted in all its folders. */
export const DeleteBackupDialog = ({ backup, onClose }: { readonly backup: Backup; readonly onClose: () => void }) => {
  const { t } = useLingui();
  const engine = useEngine();
  const moment = formatDateTime(useFieldEnvironment(), backup.atMs);
  const { isBusy, run } = useBusyAction(() => engine.backups.remove({ name: backup.name }), onClose);
  return (
    <ConfirmDialog
      title={t`Delete the backup of ${moment}?`}
      action={t`Delete for good`}
      icon="trash"
      cancelLabel={t`Cancel`}
      closeLabel={t`Close`}
      isBusy={isBusy}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>
        <Trans>
          The workspace stays as it is. Moments that only this backup leads back to cannot be gone back to any more.
        </Trans>
      </p>
    </ConfirmDialog>
  );
};
