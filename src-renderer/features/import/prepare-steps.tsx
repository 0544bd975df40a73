import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { toAppError } from '../../rpc/call-error';
import { useEngine } from '../../rpc/engine-context';
import { ariaKeys, keyCaps } from '../../stores/key-names';
import { useFieldEnvironment } from '../../fields/field-environment';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Progress } from '../../ui/progress';
import { importsAnything, type ImportDraft } from './import-draft.rules';
import { useImportWizard } from './import-wizard.store';
import { MatchStep } from './match-step';
import { ReviewStep } from './review-step';
import { SidePanel } from './side-panel';
import { useImportCheck } from './use-import-check';
import type { ReadFile } from './use-read-file';
import { useWizardKeys } from './use-wizard-keys';
import { WizardBar } from './wizard-bar';
import styles from './import-page.module.css';

/** Trying more would keep others from writing for too long. */
const MAX_TRIED_ROWS = 50_000;

interface PrepareStepsProps {
  readonly step: 'match' | 'review';
  readonly draft: ImportDraft;
  readonly file: ReadFile;
  readonly onClose: (object: string | null) => void;
}

/** The steps before anything is written: where columns go, and what would come of it. */
export const PrepareSteps = ({ step, draft, file, onClose }: PrepareStepsProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const { objects } = useFieldEnvironment();
  const { goTo, setDraft, watch } = useImportWizard.getState();
  const { plan } = draft;
  const state = useImportCheck(plan);
  const [isStarting, setStarting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const object = objects.find(({ name }) => name === plan.object);

  const start = async () => {
    if (isStarting) return;
    setStarting(true);
    setFailure(null);
    try {
      // What was typed a moment ago counts too.
      const latest = useImportWizard.getState().draft?.plan ?? plan;
      watch((await engine.exchange.startImport(latest)).id);
    } catch (error) {
      setFailure(toAppError(error).message);
      setStarting(false);
    }
  };
  const isReady = importsAnything(plan) && state.error === null && file.reading === null;
  const next = () => {
    if (!isReady) return;
    // A cell takes what is typed when it is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (step === 'match') goTo('review');
    else void start();
  };
  const back = () => goTo(step === 'review' ? 'match' : 'file');
  useWizardKeys({ onNext: next, onBack: back });
  if (!object) return null;

  const { check, isChecking } = state;
  const bad = check?.rejected ?? 0;
  const shown = failure ?? file.error?.message;
  return (
    <>
      <WizardBar step={step} object={object} onClose={() => onClose(plan.object)} />
      {shown !== undefined && (
        <Banner tone="danger" title={<Trans>That did not work.</Trans>}>
          {' '}
          {shown}
        </Banner>
      )}
      <div className={styles.wizard} data-busy={file.reading !== null || undefined}>
        {step === 'match' ? (
          <MatchStep
            draft={draft}
            object={object}
            state={state}
            onDraft={setDraft}
            onForget={() => file.reread(draft, { recall: false })}
          />
        ) : (
          <ReviewStep draft={draft} object={object} state={state} onDraft={setDraft} />
        )}
        <SidePanel
          draft={draft}
          object={object}
          check={check}
          onPlan={(change) => setDraft({ ...draft, plan: { ...plan, ...change } })}
          onReading={(reading) => file.reread(draft, { reading })}
          onObject={(name) => file.reread(draft, { object: name })}
          onReplace={() => goTo('file')}
        />
        <footer className={styles.footer}>
          <div className={styles.status} role="status">
            {file.reading !== null ? (
              <Progress value={undefined} label={t`Reading the file`} />
            ) : isChecking ? (
              <Progress value={undefined} label={t`Checking rows`} />
            ) : !importsAnything(plan) ? (
              <Trans>Choose a field for at least one column.</Trans>
            ) : (
              check && (
                <>
                  {t`${plural(check.checkedRows, { one: '# row checked', other: '# rows checked' })}`}
                  {', '}
                  {bad === 0 ? t`no problems` : t`${plural(bad, { one: '# needs a fix', other: '# need a fix' })}`}
                  {!check.isWhole && draft.preview.rowCount <= MAX_TRIED_ROWS && (
                    <Button size="sm" variant="ghost" onClick={state.checkAll}>
                      <Trans>Try all rows</Trans>
                    </Button>
                  )}
                </>
              )
            )}
          </div>
          <span className={styles.buttons}>
            <Button onClick={back}>
              <Trans>Back</Trans>
            </Button>
            <Button
              variant="primary"
              disabled={!isReady}
              loading={isStarting}
              keys={keyCaps('Mod+Enter')}
              aria-keyshortcuts={ariaKeys('Mod+Enter')}
              onClick={next}
            >
              {step === 'match' ? <Trans>Review</Trans> : <Trans>Import</Trans>}
            </Button>
          </span>
        </footer>
      </div>
    </>
  );
};
