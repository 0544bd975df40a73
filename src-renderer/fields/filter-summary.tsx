import { useLingui } from '@lingui/react/macro';
import { Period, RelativeSpan } from '@shared/domain/query';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';
import { useFieldEnvironment } from './field-environment';
import { PERIOD_LABELS, UNIT_LABELS } from './field-labels';
import { shapeOf, type FieldCondition } from './filter-condition';
import { filterText } from './filter-input';
import { formatNumber } from './intl';
import { useRecordTitles } from './use-record-titles';

interface FilterSummaryProps {
  readonly field: FieldDef;
  readonly condition: FieldCondition;
}

const SHOWN = 2;
const listOf = (value: FieldInput | undefined): readonly FieldInput[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const Named = ({ names }: { readonly names: readonly string[] }) => {
  const hidden = names.length - SHOWN;
  return (
    <>
      {names.slice(0, SHOWN).join(', ')}
      {hidden > 0 && ` +${hidden}`}
    </>
  );
};

const RecordNames = ({ object, ids }: { readonly object: string; readonly ids: readonly string[] }) => (
  <Named
    names={useRecordTitles(object, ids.slice(0, SHOWN))
      .map(({ title }) => title)
      .concat(ids.slice(SHOWN))}
  />
);

/** The value of a condition in a chip: "Nordics, DACH +2", "30 days", "this month". */
export const FilterSummary = ({ field, condition: { op, value } }: FilterSummaryProps) => {
  const { t, i18n } = useLingui();
  const environment = useFieldEnvironment();
  const shape = shapeOf(op);
  if (shape === 'none') return null;
  if (shape === 'period') {
    const period = Period.safeParse(value).data;
    return period ? i18n._(PERIOD_LABELS[period]) : null;
  }
  if (shape === 'span') {
    const span = RelativeSpan.safeParse(value).data;
    return span ? `${formatNumber(environment, span.amount)} ${i18n._(UNIT_LABELS[span.unit])}` : null;
  }
  const values = listOf(value);
  if (shape === 'range') {
    const [from = '', to = ''] = values.map((each) => filterText(field, each, environment));
    return t`${from} and ${to}`;
  }
  if (field.type === 'boolean') return value === false ? t`No` : t`Yes`;
  if (field.type === 'relation' || field.type === 'relations') {
    return <RecordNames object={field.settings.target ?? ''} ids={values.filter((id) => typeof id === 'string')} />;
  }
  const labels =
    field.type === 'member'
      ? new Map(environment.members.map(({ id, name }): [string, string] => [id, name]))
      : new Map(field.settings.options?.map(({ key, label }) => [key, label]));
  return (
    <Named
      names={values.map(
        (each) => (typeof each === 'string' && labels.get(each)) || filterText(field, each, environment),
      )}
    />
  );
};
