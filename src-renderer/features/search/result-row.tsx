import type { SearchHit } from '@shared/contract/search.contract';
import { MarkedText } from '../../fields/marked-text';
import { useRecordName } from '../../fields/record-name';
import { RecordMark } from '../../fields/record-mark';
import styles from './search-page.module.css';

interface ResultRowProps {
  readonly hit: SearchHit;
  readonly href: string;
}

/** One record that was found, and where it holds what was looked for. */
export const ResultRow = ({ hit, href }: ResultRowProps) => {
  const { object, title, titleRanges, subtitle, subtitleRanges, snippet } = hit;
  const name = useRecordName()(object, title);
  return (
    <a className={styles.row} href={href}>
      <RecordMark object={object} title={name} size={24} />
      <span className={styles.text}>
        <span className={styles.line}>
          <span className={styles.title}>
            <MarkedText text={name} ranges={title ? titleRanges : []} />
          </span>
          <span className={styles.subtitle}>
            <MarkedText text={subtitle} ranges={subtitleRanges} />
          </span>
        </span>
        {snippet && (
          <span className={styles.snippet}>
            <span className={styles.label}>{snippet.label}</span>
            <MarkedText text={snippet.text} ranges={snippet.ranges} />
          </span>
        )}
      </span>
    </a>
  );
};
