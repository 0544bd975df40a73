import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Backup } from '@shared/contract/backups.contract';
import { formatMessage } from '@shared/messages/format-message';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatBytes, formatDateTime } from '../../fields/intl';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import { BackupRow } from './backup-row';
import { DeleteBackupDialog } from './delete-backup-dialog';
import { OtherFolderGroup } from './other-folder-group';
import { RestoreMomentDialog } from './restore-moment-dialog';
import { RestoreDialog } from './restore-dialog';
import styles from './settings-page.module.css';

/** Copies of the whole workspace: made on demand and before the database changes its form. */
export const BackupsSection = () => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const { reportError } = useUndo();
  const showToast = useToasts((state) => state.show);
  const [isBusy, setBusy] = useState(false);
  const [checking, setChecking] = useState<string | null>(null);
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const [deleting, setDeleting] = useState<Backup | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const list = useEngineQuery('backups.list', {});
  const backups = list.data?.backups;
  const oldest = backups?.at(-1);

  const backUp = async (): Promise<void> => {
    setBusy(true);
    try {
      const backup = await engine.backups.create({});
      const size = formatBytes(environment, backup.sizeBytes);
      showToast({ text: t`Backup made, ${size}` });
      await list.refetch();
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  const check = async ({ name, atMs }: Backup): Promise<void> => {
    setChecking(name);
    try {
      const { records } = await engine.backups.verify({ name });
      const moment = formatDateTime(environment, atMs);
      showToast({
        text: t`${plural(records, {
          one: `The backup of ${moment} is whole: # record`,
          other: `The backup of ${moment} is whole: # records`,
        })}`,
      });
    } catch (error) {
      reportError(error);
    } finally {
      setChecking(null);
    }
  };
  return (
    <div className={styles.form}>
      <section className={styles.group} aria-label={t`Backups`}>
        <div>
          <h2 className={styles.heading}>{t`Backups`}</h2>
          <p
            className={styles.lead}
          >{t`A backup is a copy of all records, checked after it was written. One is made every day; those of the last 7 days, 4 weeks and 12 months are kept, and all that you make yourself.`}</p>
        </div>
        <div>
          <Button variant="primary" icon="database" loading={isBusy} onClick={() => void backUp()}>
            {t`Back up now`}
          </Button>
          {oldest && (
            <Button variant="ghost" icon="restore" onClick={() => setChoosing(true)}>
              {t`Go back to a moment…`}
            </Button>
          )}
        </div>
        {list.error && <EmptyState icon="error" tone="danger" headingLevel={3} title={list.error.message} />}
        {list.data?.lastFailure && (
          <Banner
            tone="warning"
            title={t`The backup of ${formatDateTime(environment, list.data.lastFailure.atMs)} was not written.`}
          >
            {formatMessage(list.data.lastFailure.message)}
          </Banner>
        )}
        {!backups && !list.error && <SkeletonRows count={3} label={t`Loading backups`} />}
        {backups?.length === 0 && (
          <EmptyState
            icon="database"
            headingLevel={3}
            title={t`No backups yet`}
            description={t`Make the first one now.`}
          />
        )}
        {backups && backups.length > 0 && (
          <ul className={styles.rows}>
            {backups.map((backup) => (
              <BackupRow
                key={backup.name}
                backup={backup}
                hasOtherFolder={list.data?.otherFolder !== null}
                isChecking={checking === backup.name}
                isHeld={checking !== null}
                onCheck={() => void check(backup)}
                onRestore={() => setRestoring(backup)}
                onDelete={() => setDeleting(backup)}
              />
            ))}
          </ul>
        )}
      </section>
      {list.data && (
        <OtherFolderGroup
          folder={list.data.folder}
          otherFolder={list.data.otherFolder}
          onChanged={() => list.refetch()}
        />
      )}
      {deleting && <DeleteBackupDialog backup={deleting} onClose={() => setDeleting(null)} />}
      {isChoosing && oldest && <RestoreMomentDialog earliestMs={oldest.atMs} onClose={() => setChoosing(false)} />}
      {restoring && <RestoreDialog backup={restoring} onClose={() => setRestoring(null)} />}
    </div>
  );
};
