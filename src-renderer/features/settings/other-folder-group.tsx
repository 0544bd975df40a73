import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { OtherFolder } from '@shared/contract/backups.contract';
import { formatMessage } from '@shared/messages/format-message';
import { useEngine, useHost } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { TextInput } from '../../ui/input';
import styles from './settings-page.module.css';

interface OtherFolderGroupProps {
  /** In the workspace; always there. */
  readonly folder: string;
  /** Null: none was chosen. */
  readonly otherFolder: OtherFolder | null;
  readonly onChanged: () => Promise<unknown>;
}

/** Where backups are kept, and the folder on another drive to which they go besides. */
export const OtherFolderGroup = ({ folder, otherFolder, onChanged }: OtherFolderGroupProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const { openFolder } = useHost();
  const { reportError } = useUndo();
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = otherFolder?.folder ?? '';
  const text = typed ?? chosen;
  const [isBusy, setBusy] = useState(false);
  const choose = async (next: string | null): Promise<void> => {
    setBusy(true);
    try {
      await engine.backups.setOtherFolder({ folder: next });
      setTyped(null);
      await onChanged();
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  const open = (path: string): void => void openFolder?.(path).catch(reportError);
  return (
    <section className={styles.group} aria-label={t`Folders of the backups`}>
      <div>
        <h2 className={styles.heading}>{t`On another drive too`}</h2>
        <p
          className={styles.lead}
        >{t`Backups are in the workspace: ${folder}. A folder on another drive gets a copy of each, with the attachments, and keeps as many. When its drive is not connected, the next backup brings it up to date.`}</p>
      </div>
      {otherFolder?.problem && <Banner tone="warning">{formatMessage(otherFolder.problem)}</Banner>}
      <TextInput
        label={t`Folder`}
        placeholder={t`The whole path, from the drive on`}
        maxLength={4096}
        value={text}
        onChange={setTyped}
      />
      <div className={styles.rowActions}>
        {openFolder && (
          <Button variant="ghost" onClick={() => open(chosen === '' ? folder : chosen)}>
            {t`Open folder`}
          </Button>
        )}
        {chosen !== '' && (
          <Button variant="ghost" disabled={isBusy} onClick={() => void choose(null)}>
            {t`Copy no longer`}
          </Button>
        )}
        <Button
          loading={isBusy}
          disabled={text.trim() === '' || text.trim() === chosen}
          onClick={() => void choose(text.trim())}
        >
          {t`Use this folder`}
        </Button>
      </div>
    </section>
  );
};
