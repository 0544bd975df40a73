import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ImportStatus } from '@shared/contract/exchange.contract';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber, formatPercent } from '../../fields/intl';
import { useEngine } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress';
import { CancelDialog } from './cancel-dialog';
import { ImportCounts } from './import-counts';
import { useTimeLeft } from '../../fields/use-time-left';
import styles from './run-step.module.css';

interface RunStepProps {
  readonly status: ImportStatus;
  readonly object: ObjectDef | undefined;
}

/** An import under way. */
export const RunStep = ({ status, object }: RunStepProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const engine = useEngine();
  const { reportError } = useUndo();
  const timeLeft = useTimeLeft();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { id } = status;
  const isPaused = status.state === 'paused';

  const act = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  };
  const rows = formatNumber(environment, status.rowsRead, 0);
  return (
    <div className={styles.page}>
      <div className={styles.card}>
        <h2 className={styles.title}>{isPaused ? t`Paused: ${status.fileName}` : t`Importing ${status.fileName}`}</h2>
        <ProgressBar value={status.progress} size="md" aria-label={t`Import of ${status.fileName}`} />
        <p className={styles.facts} role="status">
          <span>{formatPercent(environment, Math.floor(status.progress * 100))}</span>
          <span>{t`${rows} rows read`}</span>
          <span>
            {isPaused ? t`Nothing is lost while it waits` : status.secondsLeft !== null && timeLeft(status.secondsLeft)}
          </span>
        </p>
        <ImportCounts status={status} object={object} />
        <div className={styles.actions}>
          {isPaused ? (
            <Button
              variant="primary"
              icon="play"
              loading={isBusy}
              onClick={() => void act(() => engine.exchange.resumeImport({ id }))}
            >
              <Trans>Resume</Trans>
            </Button>
          ) : (
            <Button icon="pause" loading={isBusy} onClick={() => void act(() => engine.exchange.pauseImport({ id }))}>
              <Trans>Pause</Trans>
            </Button>
          )}
          <Button variant="ghost" icon="close" onClick={() => setAsking(true)}>
            <Trans>Cancel</Trans>
          </Button>
        </div>
        <p className={styles.hint}>
          <Trans>You can go on working. The import runs by itself and says when it is done.</Trans>
        </p>
      </div>
      <CancelDialog
        open={isAsking}
        isBusy={isBusy}
        onClose={() => setAsking(false)}
        onCancel={(undo) =>
          void act(async () => {
            await engine.exchange.cancelImport({ id, undo });
            setAsking(false);
          })
        }
      />
    </div>
  );
};
