import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LeftAsIs, RestorePreview, RestoreResult } from '@shared/contract/history.contract';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { ChangeList } from '../../fields/change-diff';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatDateTime } from '../../fields/intl';
import { MomentField } from '../../fields/moment-field';
import { ReasonedRecords } from '../../fields/reasoned-records';
import { useRecordName } from '../../fields/record-name';
import { fieldReason } from '@shared/messages/field-reason';
import { toMessage } from '@shared/messages/message';
import { useEngine } from '../../rpc/engine-context';
import type { RestoreRequest } from '../../stores/restore-request.store';
import { useUndo } from '../../stores/undo';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SkeletonRows } from '../../ui/skeleton';
import styles from './restore.module.css';

interface RestoreDialogProps {
  readonly definition: ObjectDef;
  readonly request: RestoreRequest;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  readonly onClose: () => void;
}

interface SkippedProps extends Pick<RestoreDialogProps, 'definition' | 'hrefOfRecord'> {
  readonly skipped: readonly LeftAsIs[];
  readonly count: number;
}

/** What stays as it is, by record and field, with the reason. */
const Skipped = ({ definition, hrefOfRecord, skipped, count }: SkippedProps) => {
  const { t } = useLingui();
  if (count === 0) return null;
  return (
    <>
      <Banner
        tone="warning"
        title={<Plural value={count} one="# value stays as it is" other="# values stay as they are" />}
      />
      <ReasonedRecords
        label={t`What stays as it is`}
        object={definition.name}
        records={skipped.map(({ id, title, label, reason }) => ({
          id,
          title,
          reason: label === '' ? reason : toMessage(fieldReason(label, reason)),
        }))}
        count={count}
        hrefOfRecord={hrefOfRecord}
      />
    </>
  );
};

interface PreviewProps extends Pick<RestoreDialogProps, 'definition' | 'hrefOfRecord'> {
  readonly preview: RestorePreview;
}

/** Which records change, and in what. */
const Preview = ({ definition, hrefOfRecord, preview }: PreviewProps) => {
  const { t } = useLingui();
  const nameOf = useRecordName();
  const { records, examined, total } = preview;
  return (
    <>
      {total > examined && (
        <p className={styles.note}>
          <Trans>
            The first {examined} of {total} records are shown.
          </Trans>
        </p>
      )}
      {records.length === 0 && (
        <p className={styles.note}>
          <Trans>Nothing would change: everything that can be brought back is as it was.</Trans>
        </p>
      )}
      <ul className={styles.records} aria-label={t`What changes`}>
        {records.map(({ id, title, comesBack, changes }) => (
          <li key={id}>
            <h3 className={styles.record}>{nameOf(definition.name, title)}</h3>
            {comesBack && (
              <p className={styles.note}>
                <Trans>Returns from the trash.</Trans>
              </p>
            )}
            <ChangeList definition={definition} changes={changes} />
          </li>
        ))}
      </ul>
      <Skipped
        definition={definition}
        hrefOfRecord={hrefOfRecord}
        skipped={preview.skipped}
        count={preview.skippedCount}
      />
    </>
  );
};

/** Asks for a moment where none is given, shows what would change, and brings it back. */
export const RestoreDialog = ({ definition, request, hrefOfRecord, onClose }: RestoreDialogProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const { offerUndo, reportError } = useUndo();
  const [atMs, setAtMs] = useState(request.atMs);
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<RestoreResult | null>(null);
  const input = {
    object: request.object,
    selection: request.selection,
    atMs: atMs ?? 0,
    ...(request.fields && { fields: [...request.fields] }),
  };
  const preview = useQuery({
    queryKey: ['history.previewRestore', input] as const,
    queryFn: ({ signal }) => engine.history.previewRestore(input, { signal }),
    enabled: atMs !== null && result === null,
    staleTime: 0,
    retry: false,
  });
  const hasChanges =
    preview.data !== undefined && (preview.data.records.length > 0 || preview.data.total > preview.data.examined);
  const restore = async (): Promise<void> => {
    if (atMs === null || !hasChanges || isBusy) return;
    setBusy(true);
    try {
      const done = await engine.history.restoreTo(input);
      request.onRestored?.();
      if (done.count > 0)
        offerUndo(
          t`${plural(done.count, { one: '# record brought back', other: '# records brought back' })}`,
          done.operationId,
        );
      if (done.skippedCount === 0) onClose();
      else setResult(done);
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  };
  const moment = atMs === null ? '' : formatDateTime(environment, atMs);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t`Bring back to an earlier moment`}
      description={
        atMs === null
          ? t`Choose the moment. Nothing changes before you have seen what would.`
          : t`${plural(request.count, { one: '# record', other: '# records' })} as of ${moment}. One undo takes it back.`
      }
      size="lg"
      closeLabel={t`Close`}
      onSubmit={() => void restore()}
      footer={
        result ? (
          <Button variant="primary" onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              variant="primary"
              icon="restore"
              loading={isBusy}
              disabled={!hasChanges}
              onClick={() => void restore()}
            >
              <Trans>Bring back</Trans>
            </Button>
          </>
        )
      }
    >
      <div className={styles.content}>
        {request.atMs === null && result === null && <MomentField atMs={atMs} onChange={setAtMs} />}
        {result === null && preview.error && (
          <p className={styles.failure} role="alert">
            {preview.error.message}
          </p>
        )}
        {result === null && atMs !== null && preview.isPending && (
          <SkeletonRows count={4} label={t`Looking at the past`} />
        )}
        {result === null && preview.data && (
          <Preview definition={definition} hrefOfRecord={hrefOfRecord} preview={preview.data} />
        )}
        {result && (
          <Skipped
            definition={definition}
            hrefOfRecord={hrefOfRecord}
            skipped={result.skipped}
            count={result.skippedCount}
          />
        )}
      </div>
    </Dialog>
  );
};
