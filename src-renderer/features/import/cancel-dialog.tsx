import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

interface CancelDialogProps {
  readonly open: boolean;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onCancel: (undo: boolean) => void;
}

/** Ending an import early: what is done stays, or goes. */
export const CancelDialog = ({ open, isBusy, onClose, onCancel }: CancelDialogProps) => {
  const { t } = useLingui();
  return (
    <Dialog
      open={open}
      size="sm"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={<Trans>Stop this import?</Trans>}
      description={<Trans>The rows that are in already can stay, or all of them can be taken out again.</Trans>}
      closeLabel={t`Close`}
      footerStart={
        <Button variant="ghost" onClick={onClose}>
          <Trans>Go on importing</Trans>
        </Button>
      }
      footer={
        <>
          <Button variant="danger" loading={isBusy} onClick={() => onCancel(true)}>
            <Trans>Take them out</Trans>
          </Button>
          <Button variant="primary" loading={isBusy} onClick={() => onCancel(false)}>
            <Trans>Keep them</Trans>
          </Button>
        </>
      }
    />
  );
};
