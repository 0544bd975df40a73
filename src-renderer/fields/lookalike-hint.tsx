import { useLingui } from '@lingui/react/macro';
import { LIKELY } from '@shared/domain/duplicates';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { ValuesInput } from '@shared/domain/values';
import type { FieldValues } from '../rpc/cached-rows';
import { toValuesInput } from '../rpc/field-input';
import { useEngineQuery } from '../rpc/use-engine-query';
import { useMergeRequest } from '../stores/merge-request.store';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { useDebounced } from '../ui/use-debounced';
import { reasonsText } from './duplicate-reasons';
import { isEditable } from './is-editable';
import type { OpenRecord } from './record-chip';
import { useRecordName } from './record-name';
import { useRecordRights } from './use-rights';

interface LookalikeHintProps {
  readonly definition: ObjectDef;
  readonly values: FieldValues;
  /** The record that the values are of, where there is one: then it can be merged. */
  readonly id?: RecordId | undefined;
  readonly onOpenRecord?: OpenRecord | undefined;
}

/** Typing pauses this long before anybody is asked. */
const PAUSE_MS = 250;

/** Says which record the values look like, and leads there. It never stands in the way. */
export const LookalikeHint = ({ definition, values, id, onOpenRecord }: LookalikeHintProps) => {
  const { t } = useLingui();
  const nameOf = useRecordName();
  const may = useRecordRights(definition.name);
  const ask = useMergeRequest((state) => state.ask);
  const object = definition.name;
  const known = definition.fields.filter((field) => isEditable(field) && (values[field.name] ?? null) !== null);
  const typed = Object.fromEntries(known.map(({ name }) => [name, values[name] ?? null]));
  const asked = useDebounced(JSON.stringify(toValuesInput(typed)), PAUSE_MS);
  const { data } = useEngineQuery(
    'duplicates.find',
    { object, values: ValuesInput.parse(JSON.parse(asked)), ...(id && { exceptId: id }) },
    { enabled: asked !== '{}' },
  );
  const likely = (data?.records ?? []).filter(({ score }) => id === undefined || score >= LIKELY);
  const [first, ...others] = asked === '{}' ? [] : likely;
  if (!first) return null;
  const title = nameOf(object, first.title);
  const why = reasonsText(first.reasons, definition);
  return (
    <div role="status">
      <Banner
        tone="info"
        actions={
          <>
            {onOpenRecord && (
              <Button size="sm" onClick={() => onOpenRecord(object, first.id)}>
                {t`Open`}
              </Button>
            )}
            {id !== undefined && may.has('edit') && may.has('delete') && (
              <Button
                size="sm"
                icon="merge"
                onClick={() => ask({ object, ids: [id, first.id], onMerged: (into) => onOpenRecord?.(object, into) })}
              >
                {t`Merge`}
              </Button>
            )}
          </>
        }
      >
        {others.length === 0
          ? t`Looks like ${title}: ${why}`
          : t`Looks like ${title} and ${others.length} more: ${why}`}
      </Banner>
    </div>
  );
};
