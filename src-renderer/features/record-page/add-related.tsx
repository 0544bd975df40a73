import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RecordId } from '@shared/domain/ids';
import { useFieldEnvironment } from '../../fields/field-environment';
import { parseFieldText } from '../../fields/field-parsing';
import { RecordMark } from '../../fields/record-mark';
import { useRecordRights } from '../../fields/use-rights';
import { useEngine } from '../../rpc/engine-context';
import { toFieldInput } from '../../rpc/field-input';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useUndo } from '../../stores/undo';
import { IconButton } from '../../ui/button';
import { Picker } from '../../ui/picker';
import { liveFields, type RelatedList } from './record-model';

const MAX_HITS = 8;

interface AddRelatedProps {
  readonly list: RelatedList;
  /** What the added record will point to. */
  readonly id: RecordId;
  readonly title: string;
}

/** Links a record that exists, or makes a new one that is linked from the start. */
export const AddRelated = ({ list: { object, field, label }, id, title }: AddRelatedProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const { offerUndo, reportError } = useUndo();
  const mayCreate = useRecordRights(object.name).has('create');
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const found = useEngineQuery(
    'search.find',
    { text: query.trim(), objects: [object.name], limit: MAX_HITS },
    { enabled: isOpen },
  );

  const link = async (other: RecordId, name: string): Promise<void> => {
    try {
      const written = await engine.records.update({ object: object.name, id: other, values: { [field.name]: id } });
      offerUndo(t`${name} linked to ${title}`, written.operationId);
    } catch (error) {
      reportError(error);
    }
  };
  const create = async (name: string): Promise<void> => {
    const titleField = liveFields(object).find((each) => each.name === object.titleField);
    const read = titleField && parseFieldText(titleField, name, environment);
    const titleValue = read?.ok ? toFieldInput(read.value) : name;
    try {
      const written = await engine.records.create({
        object: object.name,
        values: { [object.titleField]: titleValue, [field.name]: id },
      });
      offerUndo(t`${name} created`, written.operationId);
    } catch (error) {
      reportError(error);
    }
  };
  return (
    <Picker
      trigger={<IconButton icon="plus" size="sm" label={t`Add to ${label}`} />}
      open={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setQuery('');
      }}
      options={(found.data?.results ?? []).map((hit) => ({
        value: hit.id,
        label: hit.title,
        description: hit.subtitle,
        start: <RecordMark object={hit.object} title={hit.title} size={16} />,
      }))}
      onQueryChange={setQuery}
      onPick={(option) => {
        const hit = found.data?.results.find((each) => each.id === option.value);
        if (hit) void link(hit.id, hit.title);
      }}
      {...(mayCreate ? { onCreate: (name: string) => void create(name) } : {})}
      createLabel={(name) => t`Create "${name}"`}
      searchLabel={mayCreate ? t`Find or create` : t`Find`}
      emptyLabel={mayCreate ? t`Type a name to create one` : t`Nothing found`}
    />
  );
};
