import type { RecordId } from '@shared/domain/ids';
import { recordTitle } from '@shared/domain/record-title';
import type { ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { RecordTitle } from '../../fields/record-title';
import styles from './records-table.module.css';

interface RecordLinkProps {
  readonly object: ObjectDef;
  readonly row: Row;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
}

/** A record's name in the first column: a link, so that it opens in a tab of its own where a person wants that. */
export const RecordLink = ({ object, row, hrefOfRecord }: RecordLinkProps) => (
  <a className={styles.title} href={hrefOfRecord(object.name, row.id)} tabIndex={-1} draggable={false}>
    <RecordTitle object={object.name} title={recordTitle(object, row)} />
  </a>
);
