import { useLingui } from '@lingui/react/macro';
import type { RecordId } from '@shared/domain/ids';
import { Chip } from '../ui/chip';
import { useRecordName } from './record-name';
import { RecordMark } from './record-mark';
import styles from './field-display.module.css';

/** Opens a record's page. */
export type OpenRecord = (object: string, id: RecordId) => void;

export interface RecordChipProps {
  readonly object: string;
  readonly id: RecordId;
  readonly title: string | null;
  readonly onOpenRecord?: OpenRecord | undefined;
  /** -1 inside a grid, which has one tab stop. */
  readonly tabIndex?: number | undefined;
}

/** A link to a record. */
export const RecordChip = ({ object, id, title, onOpenRecord, tabIndex }: RecordChipProps) => {
  const { t } = useLingui();
  const nameOf = useRecordName();
  if (title === null) return <span className={styles.gone}>{t`Deleted record`}</span>;
  const name = nameOf(object, title);
  return (
    <Chip
      start={<RecordMark object={object} title={name} size={16} />}
      tabIndex={tabIndex}
      onOpen={
        onOpenRecord &&
        ((event) => {
          event.stopPropagation();
          onOpenRecord(object, id);
        })
      }
    >
      {name}
    </Chip>
  );
};
