import type { RecordId } from '@shared/domain/ids';
import type { Row } from '@shared/domain/values';
import { titleText } from '../../fields/field-value';
import { RecordTitle } from '../../fields/record-title';
import styles from './records-table.module.css';

interface RecordLinkProps {
  readonly object: string;
  readonly row: Row;
  readonly titleField: string;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
}

/** A record's name in the first column: a link, so that it opens in a tab of its own where a person wants that. */
export const RecordLink = ({ object, row, titleField, hrefOfRecord }: RecordLinkProps) => (
  <a className={styles.title} href={hrefOfRecord(object, row.id)} tabIndex={-1} draggable={false}>
    <RecordTitle object={object} title={titleText(row[titleField] ?? null)} />
  </a>
);
