import { useLingui } from '@lingui/react/macro';
import { useEffect, useLayoutEffect } from 'react';
import { useFieldEnvironment } from '../../fields/field-environment';
import { FileStep } from './file-step';
import { useImportWizard } from './import-wizard.store';
import { PrepareSteps } from './prepare-steps';
import { RunPage } from './run-page';
import { useReadFile } from './use-read-file';
import { useWizardKeys } from './use-wizard-keys';
import { WizardBar } from './wizard-bar';
import styles from './import-page.module.css';

export interface ImportPageProps {
  /** What the rows of the file are; null: found out from the file. */
  readonly objectName: string | null;
  /** Leaves the wizard for a list. An import that runs goes on. */
  readonly onClose: (object: string | null) => void;
}

const NO_KEYS = { onNext: undefined, onBack: undefined } as const;

/** From a file to records: choose it, match its columns, look at what would happen, import it. */
export const ImportPage = ({ objectName, onClose }: ImportPageProps) => {
  const { t } = useLingui();
  const { objects } = useFieldEnvironment();
  const { step, draft, importId, waitingFile, reset, goTo } = useImportWizard();
  const file = useReadFile();
  const { open } = file;
  useLayoutEffect(() => useImportWizard.getState().begin(objectName), [objectName]);

  // A file dropped anywhere in the window.
  useEffect(() => {
    const { waitingFile: waiting, takeWaitingFile } = useImportWizard.getState();
    if (!waiting) return;
    takeWaitingFile();
    open(waiting, objectName);
  }, [waitingFile, open, objectName]);

  const close = (object: string | null) => {
    reset();
    onClose(object);
  };
  const isChoosing = step === 'file' || (step === 'run' ? importId === null : draft === null);
  const goOn = draft && file.reading === null ? () => goTo('match') : undefined;
  useWizardKeys(isChoosing ? { onNext: goOn, onBack: () => close(objectName) } : NO_KEYS);

  return (
    <section className={styles.page} aria-label={t`Import`}>
      {isChoosing && (
        <>
          <WizardBar
            step="file"
            object={objects.find(({ name }) => name === objectName)}
            onClose={() => close(objectName)}
          />
          <FileStep
            reading={file.reading}
            error={file.error}
            onFile={(chosen) => open(chosen, objectName)}
            onCancel={file.cancel}
            begun={goOn && draft ? { fileName: draft.preview.fileName, onGoOn: goOn } : null}
          />
        </>
      )}
      {!isChoosing && step === 'run' && importId !== null && <RunPage importId={importId} onClose={close} />}
      {!isChoosing && (step === 'match' || step === 'review') && draft && (
        <PrepareSteps step={step} draft={draft} file={file} onClose={close} />
      )}
    </section>
  );
};
