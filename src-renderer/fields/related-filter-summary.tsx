import { useLingui } from '@lingui/react/macro';
import type { RelatedCondition } from '@shared/domain/query';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from './field-environment';
import { operatorLabel } from './field-labels';
import { listFilterFields } from './filter-fields';
import { toFilterList } from './filter-list';
import { FilterSummary } from './filter-summary';

interface RelatedFilterSummaryProps {
  /** The object whose records are related. */
  readonly object: ObjectDef;
  readonly condition: RelatedCondition;
}

/** What the related records of a condition are like, in a chip: "Stage is Won +1". Nothing where any will do. */
export const RelatedFilterSummary = ({ object, condition: { where } }: RelatedFilterSummaryProps) => {
  const { t, i18n } = useLingui();
  const { objects } = useFieldEnvironment();
  if (where === undefined) return null;
  const conditions = toFilterList(where)?.conditions;
  const [first, ...others] = conditions ?? [];
  if (!first || !('field' in first)) return t`combined filter`;
  const found = listFilterFields(objects, object, i18n).find(({ path }) => path === first.field);
  if (!found) return t`combined filter`;
  return (
    <>
      {found.label} {i18n._(operatorLabel(found.field.type, first.op))}{' '}
      <FilterSummary field={found.field} condition={first} />
      {others.length > 0 && ` +${others.length}`}
    </>
  );
};
