import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useUndo } from '../../stores/undo';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
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
  const { reportError } = useUndo();
  const [isBusy, setBusy] = useState(false);
  const input = { object, ...(field === undefined ? {} : { field }) };
  const preview = useEngineQuery('schema.previewPurge', input, { enabled: !isBusy });
  const purge = async (): Promise<void> => {
    setBusy(true);
    try {
      await engine.schema.purge(input);
    } catch (error) {
      reportError(error);
    }
    onClose();
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t`Delete ${label} for good?`}
      closeLabel={t`Close`}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>{t`Cancel`}</Button>
          <Button variant="danger" icon="trash" loading={isBusy} disabled={!preview.data} onClick={() => void purge()}>
            {t`Delete for good`}
          </Button>
        </>
      }
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
    </Dialog>
  );
};
