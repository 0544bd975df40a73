import { Plural, useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import { Moment } from '../../fields/moment';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { IconButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { SkeletonRows } from '../../ui/skeleton';
import styles from './data-model.module.css';

/** Fields by their labels; a part of a field goes by its field. */
const labelsOf = (object: ObjectDef, paths: readonly string[]): string =>
  paths
    .map((field) => {
      const [name] = field.split('.');
      return object.fields.find((each) => each.name === name)?.label ?? field;
    })
    .join(', ');

/** The indexes that follow use: what each serves, how much it holds, when it was last needed. Those that no view needs can go. */
export const IndexList = ({ object }: { readonly object: ObjectDef }) => {
  const { t } = useLingui();
  const engine = useEngine();
  const { reportError } = useUndo();
  const showToast = useToasts((state) => state.show);
  const list = useEngineQuery('schema.indexes', {});
  const indexes = list.data?.filter((index) => index.object === object.name);

  const remove = async (name: string): Promise<void> => {
    try {
      await engine.schema.removeIndex({ name });
      showToast({ text: t`Index removed` });
    } catch (error) {
      reportError(error);
    }
  };
  if (list.error) return <EmptyState icon="error" tone="danger" headingLevel={3} title={list.error.message} />;
  if (!indexes) return <SkeletonRows count={3} label={t`Loading indexes`} />;
  if (indexes.length === 0) {
    return (
      <EmptyState
        icon="sort"
        headingLevel={3}
        title={t`No indexes yet`}
        description={t`Outpost makes one when a saved view, or a list that is often opened, has many records to put in order. It goes when nobody has needed it for a month.`}
      />
    );
  }
  return (
    <ul className={styles.relations} aria-label={t`Indexes`}>
      {indexes.map(({ name, sort, filteredBy, views, records, usedAtMs }) => {
        const order = labelsOf(
          object,
          sort.map(({ field }) => field),
        );
        const filtered = labelsOf(object, filteredBy);
        const named = order || filtered;
        return (
          <li key={name} className={styles.relation}>
            <Icon name="sort" />
            <span className={styles.fieldName}>
              {[filtered && t`Filtered by ${filtered}`, order && t`Sorted by ${order}`].filter(Boolean).join(', ')}
            </span>
            <span className={styles.quiet}>{views.length > 0 ? views.join(', ') : t`Lists without a view`}</span>
            <span className={styles.indexFacts}>
              <Plural value={records} one="# record" other="# records" />
              {' · '}
              <Moment atMs={usedAtMs} />
            </span>
            {views.length === 0 && (
              <IconButton
                icon="trash"
                size="sm"
                label={t`Remove the index by ${named}`}
                onClick={() => void remove(name)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
};
