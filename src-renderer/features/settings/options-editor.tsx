import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { SelectOption } from '@shared/domain/schema';
import { nextOptionColor, optionKeyFor } from '../../fields/use-create-option';
import { useSortableLabels } from '../../fields/use-sortable-labels';
import { Button, IconButton } from '../../ui/button';
import { Sortable, useSortableLine } from '../../ui/sortable';
import { ColorButton } from './color-picker';
import { moved, replaceOption } from './field-draft';
import styles from './data-model.module.css';

interface OptionLineProps {
  readonly option: SelectOption;
  readonly onChange: (change: Partial<SelectOption>) => void;
  readonly onRemove: () => void;
  readonly onEnter: () => void;
  readonly takesFocus: boolean;
}

const OptionLine = ({ option, onChange, onRemove, onEnter, takesFocus }: OptionLineProps) => {
  const { t } = useLingui();
  const name = option.label || t`new option`;
  const { setElement, style, isDragging, handle } = useSortableLine(option.key, t`Move ${name}`);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  return (
    <li ref={setElement} style={style} className={styles.option} data-dragging={isDragging || undefined}>
      {handle}
      <ColorButton value={option.color} onChange={(color) => onChange({ color })} label={t`Colour of ${name}`} />
      <input
        ref={input}
        className={styles.optionName}
        aria-label={t`Name of the option`}
        placeholder={t`Name of the option`}
        maxLength={200}
        value={option.label}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
      />
      <IconButton icon="close" size="sm" label={t`Remove ${name}`} tooltip={false} onClick={onRemove} />
    </li>
  );
};

interface OptionsEditorProps {
  readonly options: readonly SelectOption[];
  readonly onChange: (options: readonly SelectOption[]) => void;
}

/** The options of a choice: names, colours, order. Enter makes the next one. */
export const OptionsEditor = ({ options, onChange }: OptionsEditorProps) => {
  const { t } = useLingui();
  const [added, setAdded] = useState<string>();
  const sortableLabels = useSortableLabels(
    options.length,
    (key) => options.find((option) => option.key === key)?.label ?? key,
  );
  const add = (): void => {
    // The key is made from the name when the option is saved for the first time; until then it only tells lines apart.
    const key = optionKeyFor(`option_${options.length + 1}`, options);
    onChange([...options, { key, label: '', color: nextOptionColor(options) }]);
    setAdded(key);
  };
  return (
    <div className={styles.options}>
      <span className={styles.label}>{t`Options`}</span>
      <Sortable
        ids={options.map(({ key }) => key)}
        labels={sortableLabels}
        onMove={(key, to) =>
          onChange(
            moved(
              options,
              options.findIndex((option) => option.key === key),
              to,
            ),
          )
        }
      >
        <ul>
          {options.map((option) => (
            <OptionLine
              key={option.key}
              option={option}
              takesFocus={option.key === added}
              onChange={(change) => onChange(replaceOption(options, option.key, change))}
              onRemove={() => onChange(options.filter(({ key }) => key !== option.key))}
              onEnter={add}
            />
          ))}
        </ul>
      </Sortable>
      <Button size="sm" variant="ghost" icon="plus" onClick={add}>
        {t`Add option`}
      </Button>
    </div>
  );
};
