import type { ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import type { IconName } from './icon-registry';

interface ConfirmDialogProps {
  readonly title: string;
  /** What is about to happen. */
  readonly children: ReactNode;
  readonly action: string;
  readonly icon: IconName;
  readonly cancelLabel: string;
  readonly closeLabel: string;
  readonly isBusy: boolean;
  /** Whether what it is about is known yet; default: yes. */
  readonly isReady?: boolean;
  /** Whether it stays open until it is done; default: no. */
  readonly isHeld?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before a step that is not taken back by an undo. Focus starts on the way out. */
export const ConfirmDialog = ({
  title,
  children,
  action,
  icon,
  cancelLabel,
  closeLabel,
  isBusy,
  isReady = true,
  isHeld = false,
  onConfirm,
  onClose,
}: ConfirmDialogProps) => {
  const isLocked = isHeld && isBusy;
  return (
    <Dialog
      open
      size="sm"
      dismissible={!isLocked}
      onOpenChange={(open) => !open && onClose()}
      title={title}
      closeLabel={closeLabel}
      footer={
        <>
          <Button data-autofocus disabled={isLocked} onClick={onClose}>
            {cancelLabel}
          </Button>
          <Button variant="danger" icon={icon} loading={isBusy} disabled={!isReady} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
};
