import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { toAppError } from '../../rpc/call-error';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextInput } from '../../ui/input';
import { chosenPassphrase, NewPassphraseFields, NO_PASSPHRASE } from './new-passphrase';
import styles from './encryption.module.css';

interface PassphraseDialogProps {
  readonly title: string;
  readonly action: string;
  readonly children?: ReactNode;
  /** Which passphrases are asked for. */
  readonly asks: 'current' | 'new' | 'both';
  /** Errors are shown, and the dialog stays open. */
  readonly onConfirm: (given: { readonly current: string; readonly next: string }) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for the passphrase of now, for a new one, or for both, before something is done with them. */
export const PassphraseDialog = ({ title, action, children, asks, onConfirm, onClose }: PassphraseDialogProps) => {
  const { t } = useLingui();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NO_PASSPHRASE);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const chosen = chosenPassphrase(next);
  const isReady = (asks === 'new' || current !== '') && (asks === 'current' || chosen !== undefined);

  const confirm = async (): Promise<void> => {
    if (isBusy || !isReady) return;
    setBusy(true);
    setFailure('');
    try {
      await onConfirm({ current, next: chosen ?? '' });
      onClose();
    } catch (error) {
      setFailure(toAppError(error).message);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      size="sm"
      dismissible={!isBusy}
      onOpenChange={(open) => !open && onClose()}
      onSubmit={() => void confirm()}
      title={title}
      closeLabel={t`Close`}
      footer={
        <>
          <Button disabled={isBusy} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" loading={isBusy} disabled={!isReady} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        {children}
        {asks !== 'new' && (
          <TextInput
            type="password"
            label={t`Passphrase, or recovery phrase`}
            value={current}
            error={failure}
            autoComplete="current-password"
            onChange={setCurrent}
          />
        )}
        {asks !== 'current' && <NewPassphraseFields value={next} onChange={setNext} />}
        {asks === 'new' && failure !== '' && <p role="alert">{failure}</p>}
      </div>
    </Dialog>
  );
};
