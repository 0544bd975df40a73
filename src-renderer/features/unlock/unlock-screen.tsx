import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { toAppError } from '../../rpc/call-error';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Icon } from '../../ui/icon';
import { TextInput } from '../../ui/input';
import styles from './unlock-screen.module.css';

/** What an encrypted workspace shows before anything of it. Once the passphrase is right the engine starts anew and the window goes on by itself. */
export const UnlockScreen = () => {
  const { t } = useLingui();
  const engine = useEngine();
  const canRemember = useEngineQuery('encryption.lockState', {}).data?.canRemember ?? false;
  const [passphrase, setPassphrase] = useState('');
  const [remember, setRemember] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState('');

  const unlock = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy || passphrase === '') return;
    setBusy(true);
    setReason('');
    try {
      await engine.encryption.unlock({ passphrase, remember: canRemember && remember });
    } catch (error) {
      setReason(toAppError(error).message);
      setBusy(false);
    }
  };
  return (
    <main className={styles.screen}>
      <form className={styles.card} onSubmit={(event) => void unlock(event)}>
        <span className={styles.logo} aria-hidden="true">
          <Icon name="lock" size={20} />
        </span>
        <div>
          <h1 className={styles.title}>
            <Trans>This workspace is encrypted</Trans>
          </h1>
          <p className={styles.lead}>
            <Trans>
              Enter its passphrase. If you have forgotten it, enter the twelve words of the recovery phrase.
            </Trans>
          </p>
        </div>
        <TextInput
          type="password"
          label={t`Passphrase`}
          value={passphrase}
          error={reason}
          autoComplete="current-password"
          // The only thing to do here.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={setPassphrase}
        />
        {canRemember && (
          <Checkbox
            checked={remember}
            onChange={setRemember}
            label={t`Do not ask again on this computer`}
            help={t`The key is kept in the keychain of this computer.`}
          />
        )}
        <div className={styles.footer}>
          <Button type="submit" variant="primary" keys="↵" loading={isBusy} disabled={passphrase === ''}>
            {isBusy ? <Trans>Opening…</Trans> : <Trans>Unlock</Trans>}
          </Button>
        </div>
      </form>
    </main>
  );
};
