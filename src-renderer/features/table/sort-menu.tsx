import { Trans, useLingui } from '@lingui/react/macro';
import type { Sort } from '@shared/domain/query';
import { iconOfField } from '../../fields/field-icon';
import type { FilterField } from '../../fields/filter-fields';
import { Button, IconButton } from '../../ui/button';
import { Popover } from '../../ui/popover';
import { Select } from '../../ui/select';
import styles from './table-menus.module.css';

interface SortMenuProps {
  readonly fields: readonly FilterField[];
  readonly sort: readonly Sort[];
  readonly onChange: (sort: Sort[]) => void;
}

const MAX_SORTS = 8;

/** The order of a list: any number of fields, the first one counts most. */
export const SortMenu = ({ fields, sort, onChange }: SortMenuProps) => {
  const { t } = useLingui();
  const first = fields.find(({ path }) => path === sort[0]?.field);
  const unused = fields.filter(({ path }) => !sort.some(({ field }) => field === path));
  const replace = (index: number, part: Partial<Sort>) =>
    onChange(sort.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const add = () => {
    const [next] = unused;
    if (next) onChange([...sort, { field: next.path, direction: 'asc', nulls: 'last' }]);
  };
  return (
    <Popover
      label={t`Sort`}
      align="end"
      trigger={
        <Button size="sm" variant="ghost" icon="sort" pressed={sort.length > 0 || undefined}>
          {first ? first.label : <Trans>Sort</Trans>}
          {sort.length > 1 && ` +${sort.length - 1}`}
        </Button>
      }
    >
      <div className={styles.panel}>
        {sort.length === 0 && (
          <p className={styles.hint}>
            <Trans>Not sorted: records stand in the order in which they were added.</Trans>
          </p>
        )}
        {sort.map((each, index) => (
          <div key={each.field} className={styles.sortRow}>
            <Select
              size="md"
              aria-label={index === 0 ? t`Sort by` : t`Then by`}
              options={fields
                .filter((option) => option.path === each.field || unused.includes(option))
                .map(({ path, label, field }) => ({ value: path, label, icon: iconOfField(field) }))}
              value={each.field}
              onChange={(field) => replace(index, { field })}
            />
            <Select
              size="md"
              aria-label={t`Direction`}
              options={[
                { value: 'asc', label: t`Ascending`, icon: 'arrow-up' },
                { value: 'desc', label: t`Descending`, icon: 'arrow-down' },
              ]}
              value={each.direction}
              onChange={(direction) => replace(index, { direction })}
            />
            <IconButton
              icon="close"
              size="sm"
              label={t`Remove`}
              onClick={() => onChange(sort.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        <div className={styles.panelEnd}>
          <Button
            size="sm"
            variant="ghost"
            icon="plus"
            disabled={unused.length === 0 || sort.length >= MAX_SORTS}
            onClick={add}
          >
            <Trans>Add a field</Trans>
          </Button>
          {sort.length > 0 && (
            <Button size="sm" variant="ghost" onClick={() => onChange([])}>
              <Trans>Clear</Trans>
            </Button>
          )}
        </div>
      </div>
    </Popover>
  );
};
