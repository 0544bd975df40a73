import { useLingui } from '@lingui/react/macro';
import type { ListedBackup } from '@shared/contract/backups.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatBytes, formatDateTime } from '../../fields/intl';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import styles from './settings-page.module.css';

interface BackupRowProps {
  readonly backup: ListedBackup;
  /** Whether there is another folder to tell apart from the workspace's. */
  readonly hasOtherFolder: boolean;
  readonly isChecking: boolean;
  /** While another is checked. */
  readonly isHeld: boolean;
  readonly onCheck: () => void;
  readonly onRestore: () => void;
  readonly onDelete: () => void;
}

/** A backup in the list: when, why, where and how large, and what can be done with it. */
export const BackupRow = ({ backup, hasOtherFolder, isChecking, isHeld, ...on }: BackupRowProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const reasons = {
    migration: t`Before an update`,
    manual: t`By hand`,
    scheduled: t`Daily`,
    restore: t`Before a restore`,
  } as const;
  const place = (): string => {
    if (backup.isHere && backup.isElsewhere) return t`In both folders`;
    return backup.isHere ? t`In the workspace` : t`On the other drive`;
  };
  const about = [
    reasons[backup.reason],
    ...(hasOtherFolder ? [place()] : []),
    formatBytes(environment, backup.sizeBytes),
  ];
  return (
    <li className={styles.row}>
      <Icon name={backup.isEncrypted ? 'lock' : 'database'} label={backup.isEncrypted ? t`Encrypted` : undefined} />
      <span className={styles.rowLines} title={backup.name}>
        <span>{formatDateTime(environment, backup.atMs)}</span>
        <span className={styles.quiet}>{about.join(' · ')}</span>
      </span>
      <span className={styles.rowActions}>
        <Button size="sm" variant="ghost" loading={isChecking} disabled={isHeld} onClick={on.onCheck}>
          {t`Check`}
        </Button>
        <Button size="sm" variant="ghost" icon="restore" onClick={on.onRestore}>
          {t`Restore…`}
        </Button>
        <Button size="sm" variant="ghost" icon="trash" onClick={on.onDelete}>
          {t`Delete…`}
        </Button>
      </span>
    </li>
  );
};
