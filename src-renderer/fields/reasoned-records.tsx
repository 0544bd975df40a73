import { Plural, Trans } from '@lingui/react/macro';
import type { ReasonedRecord } from '@shared/contract/records.contract';
import type { RecordId } from '@shared/domain/ids';
import { formatMessage } from '@shared/messages/format-message';
import { Button } from '../ui/button';
import { useRecordName } from './record-name';
import styles from './reasoned-records.module.css';

interface ReasonedRecordsProps {
  readonly label: string;
  readonly object: string;
  readonly records: readonly ReasonedRecord[];
  /** Of which `records` are the first. */
  readonly count: number;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  /** Opens them as a list; left out where the page has no way there. */
  readonly onShowAll?: (() => void) | undefined;
}

/** Records by name, each with what speaks against it, and how many more there are. */
export const ReasonedRecords = ({ label, object, records, count, hrefOfRecord, onShowAll }: ReasonedRecordsProps) => {
  const nameOf = useRecordName();
  const more = count - records.length;
  return (
    <ul className={styles.records} aria-label={label}>
      {records.map(({ id, title, reason }) => (
        <li key={id}>
          <a href={hrefOfRecord(object, id)}>{nameOf(object, title)}</a>
          <span className={styles.quiet}>{formatMessage(reason)}</span>
        </li>
      ))}
      {more > 0 && (
        <li className={styles.quiet}>
          <Plural value={more} one="and # more" other="and # more" />
        </li>
      )}
      {onShowAll && (
        <li>
          <Button size="sm" variant="ghost" icon="table" onClick={onShowAll}>
            <Trans>Show them as a list</Trans>
          </Button>
        </li>
      )}
    </ul>
  );
};
