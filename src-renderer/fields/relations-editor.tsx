import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RecordId } from '@shared/domain/ids';
import type { RelationValue } from '@shared/domain/values';
import { Chip } from '../ui/chip';
import type { EditorMove, FieldEditorProps } from './editor-contract';
import { findObject, useFieldEnvironment } from './field-environment';
import { linksOf } from './field-value';
import { PickerBox } from './picker-box';
import { RecordHit } from './record-hit';
import { RecordMark } from './record-mark';
import { useCreateTarget } from './use-create-target';
import { useTargetSearch } from './use-target-search';
import { useRecordRights } from './use-rights';

const sameIds = (a: readonly RelationValue[], b: readonly RelationValue[]): boolean =>
  a.length === b.length && a.every(({ id }) => b.some((other) => other.id === id));

/** Links to several records: found as one types, made when there is none of that name. */
export const RelationsEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const target = findObject(environment, field.settings.target ?? '');
  const { create, isBusy, reason } = useCreateTarget(target);
  const mayCreate = useRecordRights(target?.name ?? '').has('create');
  const [query, setQuery] = useState(initialText ?? '');
  const before = linksOf(value);
  const [links, setLinks] = useState<readonly RelationValue[]>(before);
  const object = field.settings.target ?? '';
  const { hits, hasShown } = useTargetSearch(query, [object]);

  const save = (move: EditorMove): void => {
    const next = links.length === 0 ? null : links;
    onCommit(sameIds(links, before) ? value : next, move);
  };
  const toggle = (id: RecordId, title: string): void => {
    setQuery('');
    setLinks((now) =>
      now.some((link) => link.id === id) ? now.filter((link) => link.id !== id) : [...now, { id, title }],
    );
  };

  return (
    <PickerBox
      label={field.label}
      variant={variant}
      isMultiple
      chips={links.map((link) => (
        <Chip
          key={link.id}
          variant="box"
          start={<RecordMark object={object} title={link.title ?? ''} size={16} />}
          removeLabel={t`Remove ${link.title ?? ''}`}
          tabIndex={-1}
          onRemove={() => setLinks((now) => now.filter(({ id }) => id !== link.id))}
        >
          {link.title}
        </Chip>
      ))}
      items={hits.map((hit) => ({
        key: hit.id,
        content: <RecordHit hit={hit} />,
        isChosen: links.some(({ id }) => id === hit.id),
      }))}
      query={query}
      onQuery={setQuery}
      onPick={(key) => {
        const hit = hits.find(({ id }) => id === key);
        if (hit) toggle(hit.id, hit.title);
      }}
      createLabel={target && mayCreate && query.trim() !== '' ? t`Create "${query.trim()}"` : undefined}
      startsAtCreate={!hasShown}
      onCreate={() => void create(query.trim(), toggle)}
      onRemoveLast={() => setLinks((now) => now.slice(0, -1))}
      heading={target ? t`Search ${target.labelPlural}` : t`Search records`}
      emptyLabel={query.trim() === '' ? t`Type a name` : t`Nothing found`}
      reason={reason}
      isBusy={isBusy}
      onCommit={save}
      onCancel={onCancel}
    />
  );
};
