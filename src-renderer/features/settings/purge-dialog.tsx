import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useBusyAction } from '../../stores/use-busy-action';
import { Banner } from '../../ui/banner';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { SkeletonRows } from '../../ui/skeleton';

interface PurgeDialogProps {
  readonly label: string;
  readonly object: string;
  /** API name; undefined for the object as a whole. */
  readonly field?: string | undefined;
  readonly onClose: () => void;
}

/** Destroys a deleted field or object, after saying how much goes with it. */
export const PurgeDialog = ({ label, object, field, onClose }: PurgeDialogProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const input = { object, ...(field === undefined ? {} : { field }) };
  const { isBusy, run } = useBusyAction(() => engine.schema.purge(input), onClose);
  const preview = useEngineQuery('schema.previewPurge', input, { enabled: !isBusy });
  return (
    <ConfirmDialog
      title={t`Delete ${label} for good?`}
      action={t`Delete for good`}
      icon="trash"
      cancelLabel={t`Cancel`}
      closeLabel={t`Close`}
      isBusy={isBusy}
      isReady={preview.data !== undefined}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      {preview.isPending && <SkeletonRows count={1} label={t`Counting`} />}
      {preview.error && <Banner tone="danger">{preview.error.message}</Banner>}
      {preview.data && (
        <Banner tone="warning" title={t`This cannot be undone.`}>
          {field === undefined && (
            <>
              <Plural value={preview.data.records} one="# record is destroyed," other="# records are destroyed," />{' '}
            </>
          )}
          <Plural value={preview.data.values} one="# value is destroyed." other="# values are destroyed." />{' '}
          <Trans>Only the history still names them.</Trans>
        </Banner>
      )}
    </ConfirmDialog>
  );
};
