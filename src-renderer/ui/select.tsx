import { Select as Base } from '@base-ui/react/select';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { OptionalField, useFieldControl, type FieldLabelling } from './field';
import { Icon, type IconName } from './icon';
import { Tag } from './tag';
import type { TagColor } from './tone';
import list from './option-list.module.css';
import styles from './select.module.css';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly start?: ReactNode;
  /** Drawn as a tag of this colour. */
  readonly color?: TagColor | undefined;
  readonly end?: ReactNode;
  readonly disabled?: boolean | undefined;
}

export interface SelectGroup<Value extends string> {
  readonly label: string;
  readonly options: readonly SelectOption<Value>[];
}

export interface SelectProps<Value extends string> extends FieldLabelling {
  readonly options: readonly (SelectOption<Value> | SelectGroup<Value>)[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly placeholder?: string | undefined;
  readonly size?: 'sm' | 'md' | 'lg' | undefined;
  readonly disabled?: boolean | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly className?: string | undefined;
}

const isGroup = <Value extends string>(entry: SelectOption<Value> | SelectGroup<Value>): entry is SelectGroup<Value> =>
  'options' in entry;

const Face = <Value extends string>({ option }: { readonly option: SelectOption<Value> }) => (
  <>
    {option.start ?? (option.icon && <Icon name={option.icon} size={14} className={list.icon} />)}
    {option.color ? <Tag color={option.color}>{option.label}</Tag> : <span className="truncate">{option.label}</span>}
  </>
);

const Option = <Value extends string>({ option }: { readonly option: SelectOption<Value> }) => (
  <Base.Item value={option.value} label={option.label} disabled={option.disabled ?? false} className={list.item}>
    <Base.ItemText className={list.text}>
      <Face option={option} />
    </Base.ItemText>
    {option.end !== undefined && <span className={list.end}>{option.end}</span>}
    <span className={list.check}>
      <Base.ItemIndicator>
        <Icon name="check" size={14} />
      </Base.ItemIndicator>
    </span>
  </Base.Item>
);

const SelectBox = <Value extends string>({
  options,
  value,
  onChange,
  placeholder,
  size = 'lg',
  disabled = false,
  className,
  ...rest
}: Omit<SelectProps<Value>, keyof FieldLabelling>) => {
  const { id, ...control } = useFieldControl();
  const flat = options.flatMap((entry) => (isGroup(entry) ? entry.options : [entry]));
  const chosen = flat.find((option) => option.value === value);
  return (
    <Base.Root
      value={value ?? null}
      disabled={disabled}
      modal={false}
      onValueChange={(next: Value | null) => {
        if (next !== null) onChange(next);
      }}
    >
      <Base.Trigger
        {...control}
        {...(id === undefined ? {} : { id })}
        aria-label={rest['aria-label']}
        className={classNames(styles.trigger, className)}
        data-size={size}
      >
        <span className={styles.value} data-empty={!chosen || undefined}>
          {chosen ? <Face option={chosen} /> : placeholder}
        </span>
        <Icon name="selector" size={14} className={styles.arrow} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          className={list.positioner}
          align="start"
          alignItemWithTrigger={false}
          sideOffset={4}
          collisionPadding={8}
        >
          <Base.Popup className={list.popup}>
            <Base.List className={list.list}>
              {options.map((entry) =>
                isGroup(entry) ? (
                  <Base.Group key={entry.label}>
                    <Base.GroupLabel className={list.heading}>{entry.label}</Base.GroupLabel>
                    {entry.options.map((option) => (
                      <Option key={option.value} option={option} />
                    ))}
                  </Base.Group>
                ) : (
                  <Option key={entry.value} option={entry} />
                ),
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
};

/** One of a short, known list. For long lists or new options use a `Combobox`. */
export const Select = <Value extends string>({ label, help, error, required, ...box }: SelectProps<Value>) => (
  <OptionalField label={label} help={help} error={error} required={required}>
    <SelectBox {...box} />
  </OptionalField>
);
