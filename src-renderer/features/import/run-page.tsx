import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import type { ImportStatus } from '@shared/contract/exchange.contract';
import type { ImportId } from '@shared/domain/ids';
import { useFieldEnvironment } from '../../fields/field-environment';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { ariaKeys, keyCaps } from '../../stores/key-names';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import { ImportReport } from './import-report';
import { useImportWizard } from './import-wizard.store';
import { RunStep } from './run-step';
import { useWizardKeys } from './use-wizard-keys';
import { WizardBar } from './wizard-bar';
import styles from './import-page.module.css';

interface RunPageProps {
  readonly importId: ImportId;
  readonly onClose: (object: string | null) => void;
}

export const isUnderWay = ({ state }: ImportStatus): boolean => state === 'running' || state === 'paused';

/** An import while it runs, then what came of it. */
export const RunPage = ({ importId, onClose }: RunPageProps) => {
  const { t } = useLingui();
  const { objects } = useFieldEnvironment();
  const { data: status, error } = useEngineQuery('exchange.importStatus', { id: importId }, { keepPrevious: false });
  const { reset } = useImportWizard.getState();
  const object = objects.find(({ name }) => name === status?.object);
  const close = () => onClose(status?.object ?? null);
  const isOver = status !== undefined && !isUnderWay(status);
  useEffect(() => {
    if (isOver) useImportWizard.getState().noteReported();
  }, [isOver]);
  useWizardKeys({ onNext: isOver ? close : undefined, onBack: close });
  const many = object?.labelPlural.toLocaleLowerCase();
  return (
    <>
      <WizardBar step="run" object={object} onClose={close} />
      {!status && !error && <SkeletonRows count={4} label={t`Loading`} />}
      {!status && error && <EmptyState icon="error" tone="danger" title={error.message} />}
      {status &&
        (isOver ? <ImportReport status={status} object={object} /> : <RunStep status={status} object={object} />)}
      <footer className={styles.footer}>
        <span className={styles.buttons}>
          {isOver ? (
            <>
              <Button icon="import" onClick={reset}>
                <Trans>Import another file</Trans>
              </Button>
              <Button
                variant="primary"
                keys={keyCaps('Mod+Enter')}
                aria-keyshortcuts={ariaKeys('Mod+Enter')}
                onClick={close}
              >
                {many === undefined ? t`Show records` : t`Show ${many}`}
              </Button>
            </>
          ) : (
            <Button onClick={close}>
              <Trans>Leave it running</Trans>
            </Button>
          )}
        </span>
      </footer>
    </>
  );
};
