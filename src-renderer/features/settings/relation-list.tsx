import { useLingui } from '@lingui/react/macro';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { iconOfField } from '../../fields/field-icon';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import styles from './data-model.module.css';

interface Relation {
  readonly from: ObjectDef;
  readonly field: FieldDef;
  readonly to: string;
}

/** Relations that start at the object or lead to it. */
export const relationsOf = (objects: readonly ObjectDef[], object: ObjectDef): readonly Relation[] => {
  const labelOf = (name: string): string => objects.find((each) => each.name === name)?.labelPlural ?? name;
  return objects
    .filter(({ deletedAtMs }) => deletedAtMs === null)
    .flatMap((from) =>
      from.fields
        .filter(({ deletedAtMs }) => deletedAtMs === null)
        .flatMap((field): readonly Relation[] => {
          const { target, targets } = field.settings;
          const all =
            (field.type === 'relation' || field.type === 'relations') && target !== undefined
              ? [target]
              : field.type === 'morphRelation'
                ? (targets ?? [])
                : [];
          const isOwn = from.name === object.name;
          if (!isOwn && !all.includes(object.name)) return [];
          return all.length > 0 ? [{ from, field, to: all.map(labelOf).join(', ') }] : [];
        }),
    );
};

/** "People, Company: one of Companies, seen there as People". */
export const RelationList = ({ relations }: { readonly relations: readonly Relation[] }) => {
  const { t } = useLingui();
  if (relations.length === 0) {
    return (
      <EmptyState
        icon="relation"
        headingLevel={3}
        title={t`No relations yet`}
        description={t`Add a field of the type Relation to connect this object with another.`}
      />
    );
  }
  return (
    <ul className={styles.relations}>
      {relations.map(({ from, field, to }) => (
        <li key={`${from.name}.${field.name}`} className={styles.relation}>
          <Icon name={iconOfField(field)} />
          <span className={styles.fieldName}>
            {from.labelPlural} › {field.label}
          </span>
          <Icon name="arrow-right" size={14} label={t`leads to`} />
          <span>{to}</span>
          {field.settings.inverseLabel && (
            <span className={styles.quiet}>{t`seen there as ${field.settings.inverseLabel}`}</span>
          )}
        </li>
      ))}
    </ul>
  );
};
