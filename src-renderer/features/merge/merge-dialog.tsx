import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { recordTitle } from '@shared/domain/record-title';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { useRecordName } from '../../fields/record-name';
import { keyCaps } from '../../stores/key-names';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Switch } from '../../ui/switch';
import { AddRecord } from './add-record';
import { fieldsToCompare } from './compared-fields.rules';
import { MergeTable } from './merge-table';
import { useMerge } from './use-merge';
import styles from './merge.module.css';

interface MergeDialogProps {
  readonly definition: ObjectDef;
  readonly initialIds: readonly RecordId[];
  readonly onMerged: ((survivor: RecordId) => void) | undefined;
  readonly onClose: () => void;
}

/** Records side by side, field by field: which one stays, and whose values it takes. */
export const MergeDialog = ({ definition, initialIds, onMerged, onClose }: MergeDialogProps) => {
  const { t } = useLingui();
  const nameOf = useRecordName();
  const merge = useMerge(definition, initialIds);
  const [showsAll, setShowsAll] = useState(false);
  const { rows, from } = merge;
  const isReady = rows.length > 1 && merge.into !== undefined;
  const compared = fieldsToCompare(definition, rows, from);
  const shown = showsAll ? compared.filled : compared.different;
  const kept = rows.find(({ id }) => id === merge.into);
  const title = kept ? nameOf(definition.name, recordTitle(definition, kept)) : '';
  const run = async (): Promise<void> => {
    const survivor = await merge.run();
    if (survivor === undefined) return;
    onClose();
    onMerged?.(survivor);
  };
  const many = definition.labelPlural.toLocaleLowerCase();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="xl"
      title={t`Merge ${many}`}
      description={t`Choose what stays. Everything that belongs to the others moves along, and one undo brings them back.`}
      closeLabel={t`Close`}
      onSubmit={() => void run()}
      footerStart={
        isReady && <Switch label={t`Show fields that are the same`} checked={showsAll} onChange={setShowsAll} />
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            icon="merge"
            keys={keyCaps('Mod+Enter')}
            disabled={!isReady}
            loading={merge.isBusy}
            onClick={() => void run()}
          >
            <Plural value={rows.length} one="Merge # record" other="Merge # records" />
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {merge.failure !== undefined && (
          <p className={styles.failure} role="alert">
            {merge.failure}
          </p>
        )}
        {isReady && <MergeTable definition={definition} merge={merge} fields={shown} />}
        {isReady && shown.length === 0 && (
          <p className={styles.note}>
            <Trans>They say the same in every field.</Trans>
          </p>
        )}
        {!isReady && rows.length < 2 && (
          <p className={styles.note}>{title ? t`Which record is the same as ${title}?` : t`Choose the records.`}</p>
        )}
        <AddRecord definition={definition} rows={rows} onAdd={merge.add} />
      </div>
    </Dialog>
  );
};
