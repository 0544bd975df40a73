import { useRecordName } from './record-name';
import { RecordMark } from './record-mark';
import styles from './field-display.module.css';

interface RecordTitleProps {
  readonly object: string;
  readonly title: string;
}

/** A record's name with its picture, as the first column of a list shows it. */
export const RecordTitle = ({ object, title }: RecordTitleProps) => {
  const nameOf = useRecordName();
  return (
    <span className={styles.title}>
      <RecordMark object={object} title={title} size={20} />
      {title === '' ? (
        <span className={styles.empty}>{nameOf(object, title)}</span>
      ) : (
        <span className={styles.text}>{title}</span>
      )}
    </span>
  );
};
