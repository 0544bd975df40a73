import { Trans, useLingui } from '@lingui/react/macro';
import { formatNumber } from '../../fields/intl';
import { useFieldEnvironment } from '../../fields/field-environment';
import { iconOfObject } from '../../fields/field-icon';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { EmptyState } from '../../ui/empty-state';
import { PageBar, SubBar } from '../../ui/page-bar';
import { Tabs } from '../../ui/tabs';
import { TrashList } from './trash-list';
import styles from './trash-page.module.css';

interface TrashPageProps {
  /** Null: the first object that has something in the trash. */
  readonly objectName: string | null;
  readonly onSelectObject: (object: string) => void;
}

/** Deleted records, by object. They stay until they are restored, or deleted for good. */
export const TrashPage = ({ objectName, onSelectObject }: TrashPageProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const counts = useEngineQuery('workspace.status', {}).data?.trashCounts ?? {};
  const objects = environment.objects
    .filter(({ name, deletedAtMs }) => deletedAtMs === null && (name === objectName || (counts[name] ?? 0) > 0))
    .toSorted((a, b) => a.order - b.order);
  const object = objects.find(({ name }) => name === objectName) ?? objects[0];
  return (
    <section className={styles.page} aria-label={t`Trash`}>
      <PageBar icon="trash" title={t`Trash`} meta={t`Restored records come back with everything they had.`} />
      {object ? (
        <>
          <SubBar variant="tabs">
            <Tabs
              variant="fill"
              label={t`Objects`}
              value={object.name}
              onChange={onSelectObject}
              tabs={objects.map((each) => ({
                value: each.name,
                label: each.labelPlural,
                icon: iconOfObject(each),
                count: formatNumber(environment, counts[each.name] ?? 0, 0),
              }))}
            />
          </SubBar>
          <TrashList key={object.name} object={object} />
        </>
      ) : (
        <div className={styles.empty}>
          <EmptyState
            icon="trash"
            title={<Trans>The trash is empty</Trans>}
            description={<Trans>What you delete waits here, so that you can bring it back.</Trans>}
          />
        </div>
      )}
    </section>
  );
};
