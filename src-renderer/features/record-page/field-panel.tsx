import { useLingui } from '@lingui/react/macro';
import { useCallback, useMemo } from 'react';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { FieldValue, Row } from '@shared/domain/values';
import { FieldRow } from '../../fields/field-row';
import { useFieldEnvironment } from '../../fields/field-environment';
import type { OpenRecord } from '../../fields/record-chip';
import { useRecordEdit } from '../../rpc/use-record-edit';
import type { ComposerMode } from './activity';
import { Identity } from './identity';
import { panelFields, relatedLists, systemFields } from './record-model';
import { RelatedRecords } from './related-records';
import { Section } from './section';
import { StageStays } from './stage-stays';
import styles from './record-page.module.css';

interface FieldPanelProps {
  readonly definition: ObjectDef;
  readonly row: Row;
  readonly title: string;
  readonly onOpenRecord: OpenRecord;
  readonly onCompose: (mode: ComposerMode) => void;
}

/** The left side: who it is, all fields, and the lists of records that point here. */
export const FieldPanel = ({ definition, row, title, onOpenRecord, onCompose }: FieldPanelProps) => {
  const { t } = useLingui();
  const { objects } = useFieldEnvironment();
  const edit = useRecordEdit(definition.name);
  const fields = useMemo(() => panelFields(definition), [definition]);
  const system = useMemo(() => systemFields(definition), [definition]);
  const lists = useMemo(
    // Tasks and notes of this record stand in the tabs.
    () =>
      relatedLists(objects, definition.name).filter(({ object }) => object.name !== 'task' && object.name !== 'note'),
    [objects, definition],
  );
  const save = useCallback(
    (field: FieldDef, value: FieldValue) => edit([{ id: row.id, values: { [field.name]: value } }]),
    [edit, row.id],
  );
  const stage = fields.find(({ type }) => type === 'stage');
  const isReadOnly = row['deletedAt'] !== null && row['deletedAt'] !== undefined;
  const rowOf = (field: FieldDef) => (
    <FieldRow
      key={`${row.id}:${field.key}`}
      object={definition.name}
      field={field}
      value={row[field.name]}
      onSave={save}
      onOpenRecord={onOpenRecord}
      isReadOnly={isReadOnly}
    />
  );
  return (
    <aside className={styles.fields} aria-label={t`Fields`}>
      <Identity definition={definition} row={row} title={title} onOpenRecord={onOpenRecord} onCompose={onCompose} />
      <Section title={t`About`}>
        <dl>{fields.map(rowOf)}</dl>
      </Section>
      {stage && <StageStays object={definition.name} id={row.id} field={stage} />}
      {lists.map((list) => (
        <RelatedRecords
          key={`${list.object.name}.${list.field.name}`}
          list={list}
          id={row.id}
          title={title}
          onOpenRecord={onOpenRecord}
        />
      ))}
      {system.length > 0 && (
        <Section title={t`Record`} startsOpen={false}>
          <dl>{system.map(rowOf)}</dl>
        </Section>
      )}
    </aside>
  );
};
