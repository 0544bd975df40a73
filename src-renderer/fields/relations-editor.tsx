import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { foldText } from '@shared/domain/field-types/clean-text';
import type { RecordId } from '@shared/domain/ids';
import type { RelationValue } from '@shared/domain/values';
import { useEngineQuery } from '../rpc/use-engine-query';
import { Chip } from '../ui/chip';
import type { EditorMove, FieldEditorProps } from './editor-contract';
import { findObject, useFieldEnvironment } from './field-environment';
import { linksOf } from './field-value';
import { PickerBox } from './picker-box';
import { RecordMark } from './record-mark';
import { useCreateTarget } from './use-create-target';
import { useRecordRights } from './use-rights';
import styles from './field-editor.module.css';

const MAX_HITS = 8;

const sameIds = (a: readonly RelationValue[], b: readonly RelationValue[]): boolean =>
  a.length === b.length && a.every(({ id }) => b.some((other) => other.id === id));

/** Links to several records: found as one types, made when there is none of that name. */
export const RelationsEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const target = findObject(environment, field.settings.target ?? '');
  const createTarget = useCreateTarget(target);
  const mayCreate = useRecordRights(target?.name ?? '').has('create');
  const [query, setQuery] = useState(initialText ?? '');
  const before = linksOf(value);
  const [links, setLinks] = useState<readonly RelationValue[]>(before);
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly reason: string }>({
    isBusy: false,
    reason: '',
  });
  const object = field.settings.target ?? '';
  const found = useEngineQuery('search.find', { text: query.trim(), limit: MAX_HITS, objects: [object] });
  const hits = found.data?.results ?? [];
  const words = foldText(query).split(/\s+/);
  const isCalledThat = (shown: string): boolean => words.every((word) => foldText(shown).includes(word));

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
  const create = async (): Promise<void> => {
    setState({ isBusy: true, reason: '' });
    try {
      const { id, title } = await createTarget(query.trim());
      setState({ isBusy: false, reason: '' });
      toggle(id, title);
    } catch (error) {
      setState({ isBusy: false, reason: error instanceof Error ? error.message : t`The record could not be created` });
    }
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
        content: (
          <>
            <RecordMark object={hit.object} title={hit.title} size={16} />
            <span className="truncate">{hit.title}</span>
            {hit.subtitle && <span className={styles.subtitle}>{hit.subtitle}</span>}
          </>
        ),
        isChosen: links.some(({ id }) => id === hit.id),
      }))}
      query={query}
      onQuery={setQuery}
      onPick={(key) => {
        const hit = hits.find(({ id }) => id === key);
        if (hit) toggle(hit.id, hit.title);
      }}
      createLabel={target && mayCreate && query.trim() !== '' ? t`Create "${query.trim()}"` : undefined}
      startsAtCreate={!hits.some(({ title, subtitle }) => isCalledThat(`${title} ${subtitle ?? ''}`))}
      onCreate={() => void create()}
      onRemoveLast={() => setLinks((now) => now.slice(0, -1))}
      heading={target ? t`Search ${target.labelPlural}` : t`Search records`}
      emptyLabel={query.trim() === '' ? t`Type a name` : t`Nothing found`}
      reason={state.reason}
      isBusy={state.isBusy}
      onCommit={save}
      onCancel={onCancel}
    />
  );
};
