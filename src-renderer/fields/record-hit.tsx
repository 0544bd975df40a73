import type { SearchHit } from '@shared/contract/search.contract';
import { useRecordName } from './record-name';
import { RecordMark } from './record-mark';
import styles from './field-editor.module.css';

interface RecordHitProps {
  readonly hit: SearchHit;
}

/** A record that is offered as the target of a link. */
export const RecordHit = ({ hit }: RecordHitProps) => (
  <>
    <RecordMark object={hit.object} title={hit.title} size={16} />
    <span className="truncate">{useRecordName()(hit.object, hit.title)}</span>
    {hit.subtitle && <span className={styles.subtitle}>{hit.subtitle}</span>}
  </>
);
