import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import { iconOfObject } from '../../fields/field-icon';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import styles from './table-page.module.css';

interface TableEmptyProps {
  readonly object: ObjectDef;
  readonly hasFilter: boolean;
  /** Records of the object, whatever the filter. */
  readonly allCount: number;
  readonly onClearFilter: () => void;
  /** Left out: not offered. */
  readonly onCreate: (() => void) | undefined;
  readonly onImport: (() => void) | undefined;
}

/** In place of rows: nothing is there yet, or the filters hide everything. */
export const TableEmpty = ({ object, hasFilter, allCount, onClearFilter, onCreate, onImport }: TableEmptyProps) => {
  const { t } = useLingui();
  const one = object.labelSingular.toLocaleLowerCase();
  const many = object.labelPlural.toLocaleLowerCase();
  const create = onCreate && (
    <Button onClick={onCreate} keys="C" variant={hasFilter ? 'default' : 'primary'}>
      <Trans>New {one}</Trans>
    </Button>
  );
  return (
    <div className={styles.empty}>
      {hasFilter ? (
        <EmptyState
          icon="filter"
          title={t`No ${many} match these filters`}
          description={t`${plural(allCount, { one: `# ${one} is outside this view.`, other: `# ${many} are outside this view.` })}`}
          actions={
            <>
              <Button variant="primary" onClick={onClearFilter}>
                <Trans>Clear filters</Trans>
              </Button>
              {create}
            </>
          }
        />
      ) : (
        <EmptyState
          icon={iconOfObject(object)}
          title={t`No ${many} yet`}
          description={onCreate && onImport ? t`Bring a file with what you have, or add the first ${one}.` : undefined}
          actions={
            <>
              {create}
              {onImport && (
                <Button icon="import" onClick={onImport}>
                  <Trans>Import a file</Trans>
                </Button>
              )}
            </>
          }
        />
      )}
    </div>
  );
};
