import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RecordId } from '@shared/domain/ids';
import { recordTitle } from '@shared/domain/record-title';
import type { Row } from '@shared/domain/values';
import { useFieldEnvironment } from '../../fields/field-environment';
import { plainText } from '../../fields/field-value';
import { isEditable } from '../../fields/is-editable';
import { FieldDisplay } from '../../fields/field-display';
import { formatNumber } from '../../fields/intl';
import type { OpenRecord } from '../../fields/record-chip';
import { useRecordName } from '../../fields/record-name';
import { RecordMark } from '../../fields/record-mark';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Dot } from '../../ui/tag';
import { AddRelated } from './add-related';
import { linkedFilter, liveFields, type RelatedList } from './record-model';
import { Section } from './section';
import styles from './record-page.module.css';

const SHOWN = 5;
const SHOWN_ALL = 100;

interface RelatedRecordsProps {
  readonly list: RelatedList;
  readonly id: RecordId;
  readonly title: string;
  readonly onOpenRecord: OpenRecord;
}

interface RelatedLineProps {
  readonly list: RelatedList;
  readonly row: Row;
  readonly onOpenRecord: OpenRecord;
}

/** A name, a word about it, and the value that counts most: the amount of a deal, else a choice. */
const RelatedLine = ({ list: { object, field }, row, onOpenRecord }: RelatedLineProps) => {
  const fields = liveFields(object).filter(
    ({ isSystem, isHidden, name }) => !isSystem && !isHidden && name !== object.titleField && name !== field.name,
  );
  const money = fields.find(({ type }) => type === 'currency');
  const choice = fields.find(({ type }) => type === 'select');
  const words = fields.find(({ type }) => type === 'text');
  const option = choice?.settings.options?.find(({ key }) => key === row[choice.name]);
  const title = useRecordName()(object.name, recordTitle(object, row));
  return (
    <button type="button" className={styles.related} onClick={() => onOpenRecord(object.name, row.id)}>
      {money ? <Dot color={option?.color ?? 'gray'} /> : <RecordMark object={object.name} title={title} size={20} />}
      <span className="truncate">{title}</span>
      {words && !money && <span className={styles.relatedWords}>{plainText(row[words.name])}</span>}
      <span className={styles.relatedEnd}>
        {money ? (
          <FieldDisplay field={money} value={row[money.name]} variant="cell" />
        ) : (
          choice && option && <FieldDisplay field={choice} value={row[choice.name]} variant="cell" />
        )}
      </span>
    </button>
  );
};

/** Records of another object whose relation leads here. */
export const RelatedRecords = ({ list, id, title, onOpenRecord }: RelatedRecordsProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const [showsAll, setShowsAll] = useState(false);
  const found = useEngineQuery('records.query', {
    object: list.object.name,
    filter: linkedFilter(list.field, { object: list.field.settings.target ?? '', id }),
    sort: [{ field: 'updatedAt', direction: 'desc', nulls: 'last' }],
    page: { limit: showsAll ? SHOWN_ALL : SHOWN },
  });
  const rows = found.data?.rows ?? [];
  const total = found.data?.total ?? 0;
  const hidden = total - rows.length;
  const more = formatNumber(environment, hidden);
  return (
    <Section
      title={list.label}
      count={found.data ? formatNumber(environment, total) : undefined}
      action={isEditable(list.field) && <AddRelated list={list} id={id} title={title} />}
    >
      {rows.map((row) => (
        <RelatedLine key={row.id} list={list} row={row} onOpenRecord={onOpenRecord} />
      ))}
      {hidden > 0 && !showsAll && (
        <button type="button" className={styles.more} onClick={() => setShowsAll(true)}>
          {t`${more} more`}
        </button>
      )}
      {found.data && total === 0 && <p className={styles.none}>{t`None yet`}</p>}
      {found.error && <p className={styles.none}>{found.error.message}</p>}
    </Section>
  );
};
