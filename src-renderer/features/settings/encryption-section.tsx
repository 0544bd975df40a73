import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { EncryptionStatus } from '@shared/contract/encryption.contract';
import { formatMessage } from '@shared/messages/format-message';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { useBusyAction } from '../../stores/use-busy-action';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { SkeletonRows } from '../../ui/skeleton';
import { Switch } from '../../ui/switch';
import { PassphraseDialog } from './passphrase-dialog';
import { TurnOnEncryption } from './turn-on-encryption';
import styles from './settings-page.module.css';
import own from './encryption.module.css';

type Asking = 'on' | 'off' | 'change' | 'backups' | 'remove' | null;

/** What encryption does not cover, said where it is turned on. */
const Limits = () => (
  <ul className={own.facts}>
    <li>
      <Trans>Attachments, the log and files on their way in or out are not encrypted.</Trans>
    </li>
    <li>
      <Trans>Backups made before stay readable until you remove them.</Trans>
    </li>
    <li>
      <Trans>Without passphrase and recovery phrase nobody can open the workspace, not even we.</Trans>
    </li>
  </ul>
);

const RemoveDialog = ({ count, onClose }: { readonly count: number; readonly onClose: () => void }) => {
  const { t } = useLingui();
  const engine = useEngine();
  const showToast = useToasts((state) => state.show);
  const { isBusy, run } = useBusyAction(async () => {
    await engine.encryption.removePlainCopies({});
    showToast({ text: t`The copies were removed` });
  }, onClose);
  return (
    <ConfirmDialog
      title={t`Remove the copies that are not encrypted?`}
      action={t`Remove`}
      icon="trash"
      cancelLabel={t`Cancel`}
      closeLabel={t`Close`}
      isBusy={isBusy}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>
        <Plural
          value={count}
          one="# backup that anybody can read is removed for good. Make an encrypted one first."
          other="# backups that anybody can read are removed for good. Make an encrypted one first."
        />
      </p>
    </ConfirmDialog>
  );
};

interface AskedProps {
  readonly asking: Asking;
  readonly status: EncryptionStatus;
  readonly onClose: () => void;
}

const Asked = ({ asking, status, onClose }: AskedProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const showToast = useToasts((state) => state.show);
  switch (asking) {
    case 'on':
      return <TurnOnEncryption canRemember={status.canRemember} onClose={onClose} />;
    case 'off':
      return (
        <PassphraseDialog
          title={t`Turn encryption off?`}
          action={t`Turn off`}
          asks="current"
          onConfirm={({ current }) => engine.encryption.turnOff({ passphrase: current })}
          onClose={onClose}
        >
          <p>
            <Trans>Whoever has the folder of the workspace can read it then. Outpost reconnects when it is done.</Trans>
          </p>
        </PassphraseDialog>
      );
    case 'change':
      return (
        <PassphraseDialog
          title={t`Change the passphrase`}
          action={t`Change`}
          asks="both"
          onConfirm={async (given) => {
            await engine.encryption.changePassphrase(given);
            showToast({ text: t`The passphrase was changed` });
          }}
          onClose={onClose}
        >
          <p>
            <Trans>Backups made before keep the passphrase of then. The recovery phrase stays what it is.</Trans>
          </p>
        </PassphraseDialog>
      );
    case 'backups':
      return (
        <PassphraseDialog
          title={t`Encrypt backups`}
          action={t`Encrypt`}
          asks="new"
          onConfirm={({ next }) => engine.encryption.encryptBackups({ passphrase: next })}
          onClose={onClose}
        >
          <p>
            <Trans>
              Backups from now on open with this passphrase only. There is no other way into them: keep it safe.
            </Trans>
          </p>
        </PassphraseDialog>
      );
    case 'remove':
      return <RemoveDialog count={status.plainCopies} onClose={onClose} />;
    case null:
      return null;
  }
};

/** Encryption of the workspace on this disk, and of its backups. */
export const EncryptionSection = () => {
  const { t } = useLingui();
  const engine = useEngine();
  const { reportError } = useUndo();
  const [asking, setAsking] = useState<Asking>(null);
  const { data: status, error } = useEngineQuery('encryption.status', {});
  if (error) return <EmptyState icon="error" tone="danger" headingLevel={3} title={error.message} />;
  if (!status) return <SkeletonRows count={2} label={t`Loading settings`} />;
  return (
    <div className={styles.form}>
      <section className={styles.group} aria-label={t`Encryption`}>
        <div>
          <h2 className={styles.heading}>{t`Encryption`}</h2>
          <p className={styles.lead}>
            <Trans>Whoever gets hold of this computer or its disk cannot read an encrypted workspace.</Trans>
          </p>
        </div>
        {status.failure && (
          <Banner tone="danger" title={t`That did not work.`}>
            {' '}
            {formatMessage(status.failure)}
          </Banner>
        )}
        <p className={own.state}>
          <Icon name={status.isEncrypted ? 'shield-check' : 'shield'} />
          {status.isEncrypted ? t`This workspace is encrypted.` : t`This workspace is not encrypted.`}
        </p>
        <Limits />
        <div className={own.buttons}>
          {status.isEncrypted ? (
            <>
              <Button icon="key" onClick={() => setAsking('change')}>
                <Trans>Change the passphrase…</Trans>
              </Button>
              <Button variant="ghost" onClick={() => setAsking('off')}>
                <Trans>Turn off…</Trans>
              </Button>
            </>
          ) : (
            <Button variant="primary" icon="lock" onClick={() => setAsking('on')}>
              <Trans>Encrypt this workspace…</Trans>
            </Button>
          )}
        </div>
        {status.isEncrypted && status.canRemember && (
          <Switch
            checked={status.isRemembered}
            label={t`Do not ask for the passphrase on this computer`}
            help={t`The key is kept in the keychain of this computer.`}
            onChange={(remember) => void engine.encryption.remember({ remember }).catch(reportError)}
          />
        )}
      </section>
      <section className={styles.group} aria-label={t`Backups`}>
        <h2 className={styles.heading}>{t`Backups`}</h2>
        {status.isEncrypted ? (
          <p className={styles.lead}>
            <Trans>
              Backups are encrypted like the workspace. On another computer the passphrase or the recovery phrase
              restores them.
            </Trans>
          </p>
        ) : (
          <Switch
            checked={status.areBackupsEncrypted}
            label={t`Encrypt backups with a passphrase`}
            help={t`For backups that leave this computer. They take more room, for what is encrypted cannot be packed.`}
            onChange={(isOn) =>
              isOn
                ? setAsking('backups')
                : void engine.encryption.encryptBackups({ passphrase: null }).catch(reportError)
            }
          />
        )}
        {(status.isEncrypted || status.areBackupsEncrypted) && status.plainCopies > 0 && (
          <Banner
            tone="warning"
            title={
              <Plural
                value={status.plainCopies}
                one="# backup that anybody can read."
                other="# backups that anybody can read."
              />
            }
            actions={
              <Button size="sm" onClick={() => setAsking('remove')}>
                <Trans>Remove…</Trans>
              </Button>
            }
          />
        )}
      </section>
      <Asked asking={asking} status={status} onClose={() => setAsking(null)} />
    </div>
  );
};
