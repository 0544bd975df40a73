import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { dateTimeRules } from '@shared/domain/field-types/date-time';
import { formatMessage } from '@shared/messages/format-message';
import { useFieldEnvironment } from '../../fields/field-environment';
import { readingOf } from '../../fields/field-parsing';
import { formatDateTime } from '../../fields/intl';
import { useNow } from '../../fields/use-now';
import { useEngine } from '../../rpc/engine-context';
import { useToasts } from '../../stores/toasts.store';
import { useBusyAction } from '../../stores/use-busy-action';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { TextInput } from '../../ui/input';
import styles from './data-model.module.css';

interface RestoreMomentDialogProps {
  /** Of the oldest backup: there is no way back further. */
  readonly earliestMs: number;
  readonly onClose: () => void;
}

const useMoment = (text: string, earliestMs: number) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const nowMs = useNow();
  if (text.trim() === '') return { atMs: undefined, reason: undefined };
  const read = dateTimeRules.parseText(text, {
    ...environment,
    ...readingOf(environment.locale),
    settings: {},
    nowMs,
  });
  const refuse = (reason: string) => ({ atMs: undefined, reason });
  if (!read.ok) return refuse(formatMessage(read.reason));
  if (typeof read.value !== 'number') return refuse(t`Not a date and time`);
  if (read.value > nowMs) return refuse(t`This time is still to come`);
  if (read.value < earliestMs) return refuse(t`The oldest backup is of ${formatDateTime(environment, earliestMs)}`);
  return { atMs: read.value, reason: undefined };
};

/** Asks for a time, and makes the workspace what it was then. */
export const RestoreMomentDialog = ({ earliestMs, onClose }: RestoreMomentDialogProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const showToast = useToasts((state) => state.show);
  const [text, setText] = useState('');
  const { atMs, reason } = useMoment(text, earliestMs);
  const { isBusy, run } = useBusyAction(async () => {
    if (atMs === undefined) return;
    await engine.backups.restoreAt({ atMs });
    showToast({ text: t`The workspace is as it was on ${formatDateTime(environment, atMs)}` });
  }, onClose);
  return (
    <ConfirmDialog
      title={t`Go back to a moment`}
      action={t`Restore`}
      icon="restore"
      cancelLabel={t`Cancel`}
      closeLabel={t`Close`}
      isBusy={isBusy}
      isReady={atMs !== undefined}
      isHeld
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <div className={styles.dialog}>
        <TextInput
          label={t`As it was on`}
          placeholder={t`yesterday 14:30`}
          help={atMs === undefined ? undefined : formatDateTime(environment, atMs)}
          error={reason}
          value={text}
          onChange={setText}
        />
        <p>
          <Trans>
            All records, fields and views become what they were then, also what was deleted for good since. What is
            there now is kept as a backup of its own, which can be restored as well. Outpost reconnects when it is done.
          </Trans>
        </p>
      </div>
    </ConfirmDialog>
  );
};
