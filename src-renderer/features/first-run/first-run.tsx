import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { JobProgress } from '../../fields/job-progress';
import { toAppError } from '../../rpc/call-error';
import { useEngine } from '../../rpc/engine-context';
import { useArchiveImport } from '../../rpc/use-archive-import';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { useFilePicker } from '../../ui/file-button';
import { Icon } from '../../ui/icon';
import { DataStep, type DataChoice } from './data-step';
import { guessRegional } from './regional-guess';
import { Step } from './step';
import { WorkspaceStep } from './workspace-step';
import styles from './first-run.module.css';

const ARCHIVE_FILES = '.archive,.zip';

interface FirstRunProps {
  readonly settings: WorkspaceSettings;
  /** There is something in it already, from the command line or another window: nobody has to bring it. */
  readonly hasRecords: boolean;
  /** The workspace exists; the person wants to bring a file. */
  readonly onImport: () => void;
  readonly onStart: () => void;
}

/** From nothing to a workspace with something in it, in two steps. */
export const FirstRun = ({ settings, hasRecords, onImport, onStart }: FirstRunProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const [guess] = useState(() =>
    guessRegional(navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone || settings.timeZone),
  );
  const [step, setStep] = useState<1 | 2>(1);
  const [name, setName] = useState('');
  const [ownerName, setOwnerName] = useState('');
  const [currency, setCurrency] = useState(guess.currency);
  const [choice, setChoice] = useState<DataChoice>(hasRecords ? 'empty' : 'import');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const archive = useArchiveImport();
  const archivePicker = useFilePicker({ accept: ARCHIVE_FILES, onFile: (file) => void archive.start(file) });
  const isWaiting = isBusy || archive.running !== null || archive.isDone;

  const finish = async () => {
    if (isWaiting) return;
    if (choice === 'archive') return archivePicker.pick();
    setBusy(true);
    setFailure(null);
    try {
      await engine.workspace.update({ ...guess, currency, ownerName: ownerName.trim() });
      if (choice === 'sample') await engine.workspace.loadSampleData({});
      if (choice === 'import') onImport();
      else onStart();
      // Naming the workspace is what ends the first run, so it comes last.
      await engine.workspace.update({ name: name.trim() });
    } catch (error) {
      setFailure(toAppError(error).message);
      setBusy(false);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === 1 && !(name.trim() && ownerName.trim())) return;
    if (step === 2 || hasRecords) void finish();
    else setStep(2);
  };

  const finishLabel = {
    import: t`Choose a file`,
    archive: t`Choose an archive`,
    sample: t`Load sample data`,
    empty: t`Start empty`,
  }[choice];
  return (
    <main className={styles.screen}>
      <form className={styles.card} onSubmit={submit}>
        <div className={styles.body}>
          <span className={styles.logo} aria-hidden="true">
            <Icon name="flag" size={20} />
          </span>
          <h1 className={styles.title}>
            <Trans>Set up your workspace</Trans>
          </h1>
          <p className={styles.lead}>
            {hasRecords ? (
              <Trans>One short step. Everything stays on this device.</Trans>
            ) : (
              <Trans>Two short steps. Everything stays on this device.</Trans>
            )}
          </p>
          <ol className={styles.steps}>
            <Step
              number={1}
              state={step === 1 ? 'current' : 'done'}
              title={t`Workspace`}
              action={
                step === 2 && (
                  <Button size="sm" variant="ghost" onClick={() => setStep(1)} disabled={isWaiting}>
                    <Trans>Edit</Trans>
                  </Button>
                )
              }
            >
              {step === 1 ? (
                <WorkspaceStep
                  name={name}
                  ownerName={ownerName}
                  currency={currency}
                  onNameChange={setName}
                  onOwnerNameChange={setOwnerName}
                  onCurrencyChange={setCurrency}
                />
              ) : (
                <p className={styles.summary}>
                  {name}{' '}
                  <span>
                    {ownerName}, {currency}
                  </span>
                </p>
              )}
            </Step>
            {!hasRecords && (
              <Step number={2} state={step === 2 ? 'current' : 'ahead'} title={t`Bring your data`}>
                <p className={styles.hint}>
                  <Trans>You can do this again at any time.</Trans>
                </p>
                {archivePicker.input}
                {step === 2 && !archive.running && (
                  <DataStep choice={choice} onChange={setChoice} onSubmit={() => void finish()} />
                )}
              </Step>
            )}
          </ol>
          {archive.running && (
            <JobProgress running={archive.running} label={t`Import of the archive`} onCancel={archive.cancel} />
          )}
          {archive.isDone && (
            <p className={styles.lead} role="status">
              <Trans>All of it is there. The workspace is opened anew…</Trans>
            </p>
          )}
          {archive.failure !== null && (
            <Banner tone="danger" title={<Trans>Nothing was brought in; the workspace is as empty as it was.</Trans>}>
              {' '}
              {archive.failure}
            </Banner>
          )}
          {failure !== null && (
            <Banner tone="danger" title={<Trans>That did not work.</Trans>}>
              {' '}
              {failure}
            </Banner>
          )}
          <p className={styles.note}>
            <Icon name="shield-check" />
            <Trans>
              Your workspace is a folder on this computer. You can move it, back it up or export it whole at any time.
            </Trans>
          </p>
        </div>
        <footer className={styles.footer}>
          {step === 2 && (
            <Button onClick={() => setStep(1)} disabled={isWaiting}>
              <Trans>Back</Trans>
            </Button>
          )}
          <Button
            type="submit"
            variant="primary"
            keys="↵"
            loading={isWaiting}
            disabled={step === 1 && !(name.trim() && ownerName.trim())}
          >
            {hasRecords ? <Trans>Start</Trans> : step === 1 ? <Trans>Continue</Trans> : finishLabel}
          </Button>
        </footer>
      </form>
    </main>
  );
};
