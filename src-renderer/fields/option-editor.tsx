import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { foldText } from '@shared/domain/field-types/clean-text';
import type { SelectOption } from '@shared/domain/schema';
import { Chip } from '../ui/chip';
import { Tag } from '../ui/tag';
import { isSameValue, type EditorMove, type FieldEditorProps } from './editor-contract';
import { textsOf } from './field-value';
import { PickerBox } from './picker-box';
import { useCreateOption } from './use-create-option';
import { useSettingRights } from './use-rights';

/** One or several of a field's options; a name that is none of them becomes a new one. */
export const OptionEditor = ({ object, field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const isMultiple = field.type === 'multiSelect';
  const createOption = useCreateOption(object);
  const mayCreate = useSettingRights().has('dataModel');
  const [query, setQuery] = useState(initialText ?? '');
  const [keys, setKeys] = useState<readonly string[]>(() =>
    isMultiple ? textsOf(value) : typeof value === 'string' && value !== '' ? [value] : [],
  );
  // Options made here are not in `field` until the data model was fetched again.
  const [made, setMade] = useState<readonly SelectOption[]>([]);
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly reason: string }>({
    isBusy: false,
    reason: '',
  });
  const known = field.settings.options ?? [];
  const options = [...known, ...made.filter((option) => !known.some(({ key }) => key === option.key))];
  const wanted = foldText(query.trim());
  const shown = wanted === '' ? options : options.filter((option) => foldText(option.label).includes(wanted));
  const isNew = mayCreate && wanted !== '' && !options.some((option) => foldText(option.label.trim()) === wanted);

  const save = (next: readonly string[], move: EditorMove): void => {
    const result = isMultiple ? next : (next[0] ?? null);
    onCommit(isSameValue(result, value ?? (isMultiple ? [] : null)) ? value : result, move);
  };
  const pick = (key: string): void => {
    setQuery('');
    if (!isMultiple) return save([key], 'down');
    return setKeys((now) => (now.includes(key) ? now.filter((each) => each !== key) : [...now, key]));
  };
  const create = async (): Promise<void> => {
    setState({ isBusy: true, reason: '' });
    try {
      const option = await createOption(field, query);
      setMade((now) => [...now, option]);
      setState({ isBusy: false, reason: '' });
      pick(option.key);
    } catch (error) {
      setState({ isBusy: false, reason: error instanceof Error ? error.message : t`The option could not be added` });
    }
  };

  return (
    <PickerBox
      label={field.label}
      variant={variant}
      isMultiple={isMultiple}
      chips={keys.map((key) => {
        const option = options.find((each) => each.key === key);
        const label = option?.label ?? key;
        return (
          <Chip
            key={key}
            color={option?.color ?? 'gray'}
            removeLabel={t`Remove ${label}`}
            tabIndex={-1}
            onRemove={() => setKeys((now) => now.filter((each) => each !== key))}
          >
            {label}
          </Chip>
        );
      })}
      items={shown.map((option) => ({
        key: option.key,
        content: <Tag color={option.color}>{option.label}</Tag>,
        isChosen: keys.includes(option.key),
      }))}
      query={query}
      onQuery={setQuery}
      onPick={pick}
      createLabel={isNew ? t`Create "${query.trim()}"` : undefined}
      onCreate={() => void create()}
      onRemoveLast={() => setKeys((now) => now.slice(0, -1))}
      heading={
        mayCreate
          ? isMultiple
            ? t`Choose any, or type to create`
            : t`Choose one, or type to create`
          : isMultiple
            ? t`Choose any`
            : t`Choose one`
      }
      emptyLabel={mayCreate ? t`No options yet. Type a name to create one.` : t`No such option`}
      reason={state.reason}
      isBusy={state.isBusy}
      onCommit={(move) => save(keys, move)}
      onCancel={onCancel}
    />
  );
};
