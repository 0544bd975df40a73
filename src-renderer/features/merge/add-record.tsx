import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { MAX_MERGED } from '@shared/contract/records.contract';
import { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { reasonsText } from '../../fields/duplicate-reasons';
import { isEditable } from '../../fields/is-editable';
import { RecordMark } from '../../fields/record-mark';
import { useRecordName } from '../../fields/record-name';
import { useTargetSearch } from '../../fields/use-target-search';
import { toValuesInput } from '../../rpc/field-input';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Button } from '../../ui/button';
import type { ComboboxOption } from '../../ui/combobox-option';
import { Picker } from '../../ui/picker';

interface AddRecordProps {
  readonly definition: ObjectDef;
  readonly rows: readonly Row[];
  readonly onAdd: (id: RecordId) => void;
}

/** One more record for the merge: those that look like the first are offered before anything is typed. */
export const AddRecord = ({ definition, rows, onAdd }: AddRecordProps) => {
  const { t } = useLingui();
  const nameOf = useRecordName();
  const [query, setQuery] = useState('');
  const object = definition.name;
  const [first] = rows;
  const { hits } = useTargetSearch(query, [object]);
  const values = Object.fromEntries(
    definition.fields
      .filter((field) => isEditable(field) && (first?.[field.name] ?? null) !== null)
      .map(({ name }) => [name, first?.[name] ?? null]),
  );
  const alike = useEngineQuery(
    'duplicates.find',
    { object, values: toValuesInput(values), ...(first && { exceptId: first.id }) },
    { enabled: first !== undefined },
  );
  const chosen = new Set<string>(rows.map(({ id }) => id));
  const asOption = (id: string, title: string, description: string): ComboboxOption => ({
    value: id,
    label: nameOf(object, title),
    description,
    start: <RecordMark object={object} title={title} size={16} />,
  });
  const found =
    query.trim() === '' && (alike.data?.records.length ?? 0) > 0
      ? (alike.data?.records ?? []).map(({ id, title, reasons }) =>
          asOption(id, title, reasonsText(reasons, definition)),
        )
      : hits.map(({ id, title, subtitle }) => asOption(id, title, subtitle));
  if (rows.length >= MAX_MERGED) return null;
  const one = definition.labelSingular.toLocaleLowerCase();
  return (
    <div>
      <Picker
        trigger={
          <Button size="sm" icon="plus">
            {t`Add another ${one}`}
          </Button>
        }
        options={found.filter(({ value }) => !chosen.has(value))}
        onQueryChange={setQuery}
        onPick={({ value }) => onAdd(RecordId.parse(value))}
        searchLabel={t`Search ${definition.labelPlural}`}
        emptyLabel={query.trim() === '' ? t`Type a name` : t`Nothing found`}
      />
    </div>
  );
};
