import { Plural, useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import { ObjectMark } from '../../fields/record-mark';
import { shownFields } from './field-rules';
import styles from './data-model.module.css';

interface ObjectListProps {
  readonly objects: readonly ObjectDef[];
  readonly counts: Readonly<Record<string, number>>;
  readonly current: string | undefined;
  readonly onSelect: (name: string) => void;
}

/** All objects, those that ship with Outpost first, deleted ones last. */
export const ObjectList = ({ objects, counts, current, onSelect }: ObjectListProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const live = objects.filter(({ deletedAtMs }) => deletedAtMs === null);
  const groups = [
    { label: t`Standard`, members: live.filter(({ isStandard }) => isStandard) },
    { label: t`Custom`, members: live.filter(({ isStandard }) => !isStandard) },
    { label: t`Deleted`, members: objects.filter(({ deletedAtMs }) => deletedAtMs !== null) },
  ];
  return (
    <nav className={styles.objects} aria-label={t`Objects`}>
      {groups
        .filter(({ members }) => members.length > 0)
        .map(({ label, members }) => (
          <div key={label} className={styles.objectGroup}>
            <h2 className={styles.groupLabel}>{label}</h2>
            {members.map((object) => (
              <button
                key={object.name}
                type="button"
                className={styles.object}
                aria-current={object.name === current ? 'true' : undefined}
                onClick={() => onSelect(object.name)}
              >
                <ObjectMark object={object.name} size={28} />
                <span className={styles.objectText}>
                  <span className={styles.objectName}>{object.labelPlural}</span>
                  <span className={styles.quiet}>
                    <Plural value={shownFields(object).length} one="# field" other="# fields" />
                  </span>
                </span>
                {counts[object.name] !== undefined && (
                  <span className={styles.quiet}>{formatNumber(environment, counts[object.name] ?? 0)}</span>
                )}
              </button>
            ))}
          </div>
        ))}
    </nav>
  );
};
