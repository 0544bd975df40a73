import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { iconOfField } from '../../fields/field-icon';
import { TYPE_LABELS } from '../../fields/field-labels';
import { formatNumber, formatPercent } from '../../fields/intl';
import { useSortableLabels } from '../../fields/use-sortable-labels';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Sortable, useSortableLine } from '../../ui/sortable';
import { Pill } from '../../ui/tag';
import { deletedFields, shownFields, viewsUsing } from './field-rules';
import { PurgeDialog } from './purge-dialog';
import { useFilledShares } from './use-filled-shares';
import { useSchemaChange } from './use-schema-undo';
import styles from './data-model.module.css';

interface FieldLineProps {
  readonly object: ObjectDef;
  readonly field: FieldDef;
  readonly filled: number | undefined;
  readonly views: number;
  readonly isSelected: boolean;
  readonly onEdit: (name: string) => void;
}

const FieldLine = ({ object, field, filled, views, isSelected, onEdit }: FieldLineProps) => {
  const { t, i18n } = useLingui();
  const environment = useFieldEnvironment();
  const { setElement, style, isDragging, handle } = useSortableLine(field.name, t`Move ${field.label}`, field.isSystem);
  const type = i18n._(TYPE_LABELS[field.type]);
  const target = environment.objects.find(({ name }) => name === field.settings.target);
  return (
    <tr
      ref={setElement}
      style={style}
      className={styles.fieldRow}
      data-selected={isSelected || undefined}
      data-dragging={isDragging || undefined}
      data-hidden={field.isHidden || undefined}
      onClick={() => onEdit(field.name)}
    >
      <td className={styles.grip}>{handle}</td>
      <td>
        <span className={styles.fieldCell}>
          <Icon name={iconOfField(field)} />
          <button
            type="button"
            className={styles.fieldName}
            aria-current={isSelected ? 'true' : undefined}
            onClick={() => onEdit(field.name)}
          >
            {field.label}
          </button>
          {(field.isStandard || field.isSystem) && (
            <Icon
              name="lock"
              size={12}
              label={field.isSystem ? t`Kept by Outpost` : t`Part of every ${object.labelSingular.toLocaleLowerCase()}`}
            />
          )}
        </span>
      </td>
      <td className={styles.type}>
        {target && field.type === 'relation'
          ? t`Relation, ${target.labelSingular}`
          : target && field.type === 'relations'
            ? t`Relation, many ${target.labelPlural}`
            : type}
      </td>
      <td>
        <span className={styles.pills}>
          {object.titleField === field.name && <Pill tone="info">{t`Title`}</Pill>}
          {field.isRequired && <Pill>{t`Required`}</Pill>}
          {field.isUnique && <Pill>{t`Unique`}</Pill>}
          {field.isHidden && <Pill>{t`Hidden`}</Pill>}
        </span>
      </td>
      <td>
        {filled !== undefined && (
          <span className={styles.share}>
            <span className={styles.shareTrack} aria-hidden="true">
              <span className={styles.shareFill} style={{ inlineSize: `${filled}%` }} />
            </span>
            <span className={styles.shareText}>{formatPercent(environment, filled, 0)}</span>
          </span>
        )}
      </td>
      <td className={styles.end}>{formatNumber(environment, views)}</td>
    </tr>
  );
};

interface FieldTableProps {
  readonly object: ObjectDef;
  readonly selected: string | undefined;
  readonly onEdit: (name: string) => void;
}

/** All fields of an object, in the order in which pages show them. */
export const FieldTable = ({ object, selected, onEdit }: FieldTableProps) => {
  const { t, i18n } = useLingui();
  const engine = useEngine();
  const change = useSchemaChange();
  const { reportError } = useUndo();
  const [doomed, setDoomed] = useState<FieldDef>();
  const views = useEngineQuery('views.list', {}).data?.views ?? [];
  const shares = useFilledShares(object);
  const fields = shownFields(object);
  const deleted = deletedFields(object);
  const labelOf = (name: string): string => fields.find((field) => field.name === name)?.label ?? name;
  // The engine's own fields stay at the end.
  const movable = fields.filter((field) => !field.isSystem);
  const sortableLabels = useSortableLabels(movable.length, labelOf);
  const move = (name: string, order: number): void =>
    void engine.schema.updateField({ object: object.name, name, order }).catch(reportError);
  const restore = (field: FieldDef): void =>
    void change(t`${field.label} restored`, () =>
      engine.schema.restoreField({ object: object.name, name: field.name }),
    );
  return (
    <>
      <Sortable ids={movable.map(({ name }) => name)} labels={sortableLabels} onMove={move}>
        <table className={styles.table}>
          <colgroup>
            <col className={styles.colGrip} />
            <col className={styles.colField} />
            <col className={styles.colType} />
            <col />
            <col className={styles.colFilled} />
            <col className={styles.colViews} />
          </colgroup>
          <thead>
            <tr>
              <th>
                <span className="visually-hidden">{t`Move`}</span>
              </th>
              <th>{t`Field`}</th>
              <th>{t`Type`}</th>
              <th>{t`Rules`}</th>
              <th>{t`Filled`}</th>
              <th className={styles.end}>{t`Views`}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <FieldLine
                key={field.key}
                object={object}
                field={field}
                filled={shares.get(field.name)}
                views={viewsUsing(views, object.name, field.name)}
                isSelected={field.name === selected}
                onEdit={onEdit}
              />
            ))}
          </tbody>
        </table>
      </Sortable>
      {deleted.length > 0 && (
        <section className={styles.deleted} aria-label={t`Deleted fields`}>
          <h3 className={styles.groupLabel}>{t`Deleted fields`}</h3>
          {deleted.map((field) => (
            <div key={field.key} className={styles.deletedRow}>
              <Icon name={iconOfField(field)} />
              <span className={styles.fieldName}>{field.label}</span>
              <span className={styles.quiet}>{i18n._(TYPE_LABELS[field.type])}</span>
              <Button size="sm" variant="ghost" icon="restore" className={styles.add} onClick={() => restore(field)}>
                {t`Restore`}
              </Button>
              <Button size="sm" variant="ghost" icon="trash" onClick={() => setDoomed(field)}>
                {t`Delete for good`}
              </Button>
            </div>
          ))}
        </section>
      )}
      {doomed && (
        <PurgeDialog
          label={doomed.label}
          object={object.name}
          field={doomed.name}
          onClose={() => setDoomed(undefined)}
        />
      )}
    </>
  );
};
