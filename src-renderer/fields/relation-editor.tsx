import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { foldText } from '@shared/domain/field-types/clean-text';
import type { RecordId } from '@shared/domain/ids';
import type { MorphValue, RelationValue } from '@shared/domain/values';
import { useEngineQuery } from '../rpc/use-engine-query';
import { Chip } from '../ui/chip';
import type { EditorMove, FieldEditorProps } from './editor-contract';
import { findObject, useFieldEnvironment } from './field-environment';
import { isMorph, isRelation } from './field-value';
import { PickerBox } from './picker-box';
import { RecordMark } from './record-mark';
import { useCreateTarget } from './use-create-target';
import { useRecordRights } from './use-rights';
import styles from './field-editor.module.css';

type Link = RelationValue | MorphValue;
const MAX_HITS = 8;

/** A link to a record: found as one types, made when there is none of that name. */
export const RelationEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const [query, setQuery] = useState(initialText ?? '');
  const [link, setLink] = useState<Link | null>(isRelation(value) ? value : null);
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly reason: string }>({
    isBusy: false,
    reason: '',
  });
  const isMorphField = field.type === 'morphRelation';
  const targets = isMorphField ? (field.settings.targets ?? []) : field.settings.target ? [field.settings.target] : [];
  const found = useEngineQuery('search.find', {
    text: query.trim(),
    limit: MAX_HITS,
    ...(targets.length > 0 ? { objects: [...targets] } : {}),
  });
  const hits = found.data?.results ?? [];
  const target = targets.length === 1 ? findObject(environment, targets[0] ?? '') : undefined;
  const createTarget = useCreateTarget(target);
  const mayCreate = useRecordRights(target?.name ?? '').has('create');
  const objectOf = (each: Link): string => (isMorph(each) ? each.object : (field.settings.target ?? ''));
  const linkTo = (object: string, id: RecordId, title: string): Link =>
    isMorphField ? { object, id, title } : { id, title };

  const save = (next: Link | null, move: EditorMove): void => {
    const before = isRelation(value) ? value.id : null;
    onCommit((next?.id ?? null) === before ? value : next, move);
  };
  // A search also finds words out of sight: what Enter takes must show all of them.
  const words = foldText(query).split(/\s+/);
  const isCalledThat = (shown: string): boolean => words.every((word) => foldText(shown).includes(word));
  const create = async (): Promise<void> => {
    if (!target) return;
    setState({ isBusy: true, reason: '' });
    try {
      const { id, title } = await createTarget(query.trim());
      save(linkTo(target.name, id, title), 'down');
    } catch (error) {
      setState({ isBusy: false, reason: error instanceof Error ? error.message : t`The record could not be created` });
    }
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
        content: (
          <>
            <RecordMark object={hit.object} title={hit.title} size={16} />
            <span className="truncate">{hit.title}</span>
            {hit.subtitle && <span className={styles.subtitle}>{hit.subtitle}</span>}
          </>
        ),
        isChosen: hit.id === link?.id,
      }))}
      query={query}
      onQuery={setQuery}
      onPick={(key) => {
        const hit = hits.find((each) => `${each.object}:${each.id}` === key);
        if (hit) save(linkTo(hit.object, hit.id, hit.title), 'down');
      }}
      createLabel={target && mayCreate && query.trim() !== '' ? t`Create "${query.trim()}"` : undefined}
      startsAtCreate={!hits.some(({ title, subtitle }) => isCalledThat(`${title} ${subtitle ?? ''}`))}
      onCreate={() => void create()}
      onRemoveLast={() => setLink(null)}
      heading={isOne ? t`Search ${target.labelPlural}` : t`Search records`}
      emptyLabel={query.trim() === '' ? t`Type a name` : t`Nothing found`}
      reason={state.reason}
      isBusy={state.isBusy}
      onCommit={(move) => save(link, move)}
      onCancel={onCancel}
    />
  );
};
