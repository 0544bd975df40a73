import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { toAppError } from '../../rpc/call-error';
import { useEngine } from '../../rpc/engine-context';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Dialog } from '../../ui/dialog';
import { chosenPassphrase, NewPassphraseFields, NO_PASSPHRASE } from './new-passphrase';
import styles from './encryption.module.css';

interface TurnOnEncryptionProps {
  readonly canRemember: boolean;
  readonly onClose: () => void;
}

interface PhraseStepProps {
  readonly phrase: string;
  readonly isWritten: boolean;
  readonly onWritten: (isWritten: boolean) => void;
}

const PhraseStep = ({ phrase, isWritten, onWritten }: PhraseStepProps) => {
  const { t } = useLingui();
  return (
    <>
      <p>
        <Trans>
          These twelve words open the workspace when the passphrase is forgotten. They are shown this once. Write them
          on paper and keep it where you keep keys.
        </Trans>
      </p>
      <ol className={styles.words} aria-label={t`Recovery phrase`}>
        {phrase.split(' ').map((word, at) => (
          // A word may come twice; their order never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>{word}</li>
        ))}
      </ol>
      <Checkbox checked={isWritten} onChange={onWritten} label={t`I have written it down`} />
    </>
  );
};

/** Asks for a passphrase, shows the recovery phrase, and encrypts the workspace once that was written down. */
export const TurnOnEncryption = ({ canRemember, onClose }: TurnOnEncryptionProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [remember, setRemember] = useState(true);
  const [phrase, setPhrase] = useState<string>();
  const [isWritten, setWritten] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const chosen = chosenPassphrase(passphrase);
  const isReady = phrase === undefined ? chosen !== undefined : isWritten;

  const work = async (): Promise<void> => {
    if (phrase !== undefined) {
      await engine.encryption.turnOn({ remember: canRemember && remember });
      return onClose();
    }
    if (chosen === undefined) return;
    const { recoveryPhrase } = await engine.encryption.prepare({ passphrase: chosen });
    setPhrase(recoveryPhrase);
  };
  const goOn = async (): Promise<void> => {
    if (isBusy || !isReady) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(toAppError(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      dismissible={false}
      onOpenChange={(open) => !open && onClose()}
      onSubmit={() => void goOn()}
      title={phrase === undefined ? t`Encrypt this workspace` : t`Recovery phrase`}
      closeLabel={t`Close`}
      footer={
        <>
          <Button disabled={isBusy} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" icon="lock" loading={isBusy} disabled={!isReady} onClick={() => void goOn()}>
            {phrase === undefined ? <Trans>Continue</Trans> : <Trans>Encrypt</Trans>}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        {failure !== undefined && <Banner tone="danger">{failure}</Banner>}
        {phrase === undefined ? (
          <>
            <NewPassphraseFields value={passphrase} onChange={setPassphrase} />
            {canRemember && (
              <Checkbox
                checked={remember}
                onChange={setRemember}
                label={t`Do not ask for it on this computer`}
                help={t`The key is kept in the keychain of this computer.`}
              />
            )}
          </>
        ) : (
          <PhraseStep phrase={phrase} isWritten={isWritten} onWritten={setWritten} />
        )}
      </div>
    </Dialog>
  );
};
