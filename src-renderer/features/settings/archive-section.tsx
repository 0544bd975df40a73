import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ArchiveMade } from '@shared/contract/exchange.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import { JobProgress } from '../../fields/job-progress';
import { toAppError } from '../../rpc/call-error';
import { useEngine, useHost } from '../../rpc/engine-context';
import { useArchiveImport } from '../../rpc/use-archive-import';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useFollowedJob } from '../../rpc/use-followed-job';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { FileButton } from '../../ui/file-button';
import styles from './settings-page.module.css';

/** Writes everything into one file that the person keeps. */
const ExportGroup = () => {
  const { t } = useLingui();
  const engine = useEngine();
  const host = useHost();
  const environment = useFieldEnvironment();
  const { running, follow, cancel } = useFollowedJob();
  const [made, setMade] = useState<ArchiveMade | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (archive: ArchiveMade): Promise<void> => {
    if (await host.saveStaged(archive.file, archive.fileName)) setMade(archive);
  };
  const start = async (): Promise<void> => {
    setMade(null);
    setFailure(null);
    try {
      await save(await follow(() => engine.exchange.startArchiveExport({}), ArchiveMade));
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code !== 'cancelled') setFailure(message);
    }
  };
  const lines = formatNumber(environment, made?.lines ?? 0, 0);
  const missing = made?.missingFiles ?? 0;
  return (
    <section className={styles.group} aria-label={t`Export everything`}>
      <div>
        <h2 className={styles.heading}>{t`Export everything`}</h2>
        <p className={styles.lead}>
          {t`One file with the data model, all records with their history, members, views and files, in an open format. Work goes on meanwhile: the file holds the moment at which it was begun.`}
        </p>
      </div>
      {running ? (
        <JobProgress running={running} label={t`Export of the workspace`} onCancel={cancel} />
      ) : (
        <div>
          <Button variant="primary" icon="archive" onClick={() => void start()}>
            <Trans>Export everything</Trans>
          </Button>
        </div>
      )}
      {failure !== null && (
        <Banner tone="danger" title={t`The archive was not written.`}>
          {failure}
        </Banner>
      )}
      {made && (
        <p className={styles.quiet} role="status">
          {plural(made.files, {
            one: `${made.fileName}: ${lines} lines and # file`,
            other: `${made.fileName}: ${lines} lines and # files`,
          })}
        </p>
      )}
      {missing > 0 && (
        <Banner tone="warning" title={t`Some attachments are not in it.`}>
          {plural(missing, {
            one: '# attachment had no content any more.',
            other: '# attachments had no content any more.',
          })}
        </Banner>
      )}
    </section>
  );
};

/** Makes this workspace, while it is empty, what an archive holds. */
const ImportGroup = () => {
  const { t } = useLingui();
  const may = useEngineQuery('exchange.mayImportArchive', {}).data?.may;
  const { running, failure, isDone, start, cancel } = useArchiveImport();
  return (
    <section className={styles.group} aria-label={t`Bring in an archive`}>
      <div>
        <h2 className={styles.heading}>{t`Bring in an archive`}</h2>
        <p className={styles.lead}>
          {may === false
            ? t`There is something in this workspace already. An archive comes into an empty one: start Outpost with another folder, and choose it there.`
            : t`This workspace is empty. It becomes what the archive holds, to the last field.`}
        </p>
      </div>
      {running ? (
        <JobProgress running={running} label={t`Import of the archive`} onCancel={cancel} />
      ) : (
        <div>
          <FileButton
            icon="import"
            accept=".archive,.zip"
            disabled={may !== true || isDone}
            onFile={(file) => void start(file)}
          >
            {t`Choose an archive…`}
          </FileButton>
        </div>
      )}
      {isDone && <p className={styles.quiet} role="status">{t`All of it is there. The workspace is opened anew…`}</p>}
      {failure !== null && (
        <Banner tone="danger" title={t`Nothing was brought in; the workspace is as empty as it was.`}>
          {failure}
        </Banner>
      )}
    </section>
  );
};

/** The whole workspace out into one file, and in again. */
export const ArchiveSection = () => (
  <div className={styles.form}>
    <ExportGroup />
    <ImportGroup />
  </div>
);
