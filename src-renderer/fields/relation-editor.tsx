import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RecordId } from '@shared/domain/ids';
import type { MorphValue, RelationValue } from '@shared/domain/values';
import { Chip } from '../ui/chip';
import type { EditorMove, FieldEditorProps } from './editor-contract';
import { findObject, useFieldEnvironment } from './field-environment';
import { isMorph, isRelation } from './field-value';
import { PickerBox } from './picker-box';
import { RecordHit } from './record-hit';
import { RecordMark } from './record-mark';
import { useCreateTarget } from './use-create-target';
import { useTargetSearch } from './use-target-search';
import { useRecordRights } from './use-rights';

type Link = RelationValue | MorphValue;

/** A link to a record: found as one types, made when there is none of that name. */
export const RelationEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const [query, setQuery] = useState(initialText ?? '');
  const [link, setLink] = useState<Link | null>(isRelation(value) ? value : null);
  const isMorphField = field.type === 'morphRelation';
  const targets = isMorphField ? (field.settings.targets ?? []) : field.settings.target ? [field.settings.target] : [];
  const { hits, hasShown } = useTargetSearch(query, targets);
  const target = targets.length === 1 ? findObject(environment, targets[0] ?? '') : undefined;
  const { create, isBusy, reason } = useCreateTarget(target);
  const mayCreate = useRecordRights(target?.name ?? '').has('create');
  const objectOf = (each: Link): string => (isMorph(each) ? each.object : (field.settings.target ?? ''));
  const linkTo = (object: string, id: RecordId, title: string): Link =>
    isMorphField ? { object, id, title } : { id, title };

  const save = (next: Link | null, move: EditorMove): void => {
    const before = isRelation(value) ? value.id : null;
    onCommit((next?.id ?? null) === before ? value : next, move);
  };
  const createLinked = (): void => {
    if (target) void create(query.trim(), (id, title) => save(linkTo(target.name, id, title), 'down'));
  };

  const isOne = target !== undefined;
  return (
    <PickerBox
      label={field.label}
      variant={variant}
      isMultiple={false}
      chips={
        link && (
          <Chip
            variant="box"
            start={<RecordMark object={objectOf(link)} title={link.title ?? ''} size={16} />}
            removeLabel={t`Remove ${link.title ?? ''}`}
            tabIndex={-1}
            onRemove={() => setLink(null)}
          >
            {link.title}
          </Chip>
        )
      }
      items={hits.map((hit) => ({
        key: `${hit.object}:${hit.id}`,
        content: <RecordHit hit={hit} />,
        isChosen: hit.id === link?.id,
      }))}
      query={query}
      onQuery={setQuery}
      onPick={(key) => {
        const hit = hits.find((each) => `${each.object}:${each.id}` === key);
        if (hit) save(linkTo(hit.object, hit.id, hit.title), 'down');
      }}
      createLabel={target && mayCreate && query.trim() !== '' ? t`Create "${query.trim()}"` : undefined}
      startsAtCreate={!hasShown}
      onCreate={createLinked}
      onRemoveLast={() => setLink(null)}
      heading={isOne ? t`Search ${target.labelPlural}` : t`Search records`}
      emptyLabel={query.trim() === '' ? t`Type a name` : t`Nothing found`}
      reason={reason}
      isBusy={isBusy}
      onCommit={(move) => save(link, move)}
      onCancel={onCancel}
    />
  );
};
