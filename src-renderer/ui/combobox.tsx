import { Combobox as Base } from '@base-ui/react/combobox';
import { useState, type ReactNode } from 'react';
import { Chip } from './chip';
import { classNames } from './class-names';
import { filterOptions, isNewOption, OptionRow, withNewOption, type ComboboxOption } from './combobox-option';
import { OptionalField, useFieldControl, type FieldLabelling } from './field';
import { Icon } from './icon';
import list from './option-list.module.css';
import styles from './combobox.module.css';

export type { ComboboxOption } from './combobox-option';

interface ComboboxShared extends FieldLabelling {
  readonly options: readonly ComboboxOption[];
  /** Given, the options are the answer to the query and are not filtered again. */
  readonly onQueryChange?: ((query: string) => void) | undefined;
  readonly loading?: boolean | undefined;
  readonly loadingLabel?: string | undefined;
  readonly emptyLabel: string;
  readonly onCreate?: ((name: string) => void) | undefined;
  /** Required with `onCreate`. */
  readonly createLabel?: ((query: string) => string) | undefined;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly size?: 'sm' | 'lg' | undefined;
  /** cell: without an outline of its own, inside a grid cell or a field row. */
  readonly variant?: 'field' | 'cell' | undefined;
  readonly defaultOpen?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  /** Text already typed: the key that began an edit. */
  readonly initialQuery?: string | undefined;
  /** Below the options: "Edit options". */
  readonly footer?: ReactNode;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly className?: string | undefined;
}

export interface ComboboxProps extends ComboboxShared {
  /** The chosen option itself, so that it has a name even when it is not among the options. */
  readonly value: ComboboxOption | null;
  readonly onChange: (option: ComboboxOption | null) => void;
  /** Names the button that empties the field; without it there is none. */
  readonly clearLabel?: string | undefined;
}

export interface MultiComboboxProps extends ComboboxShared {
  readonly value: readonly ComboboxOption[];
  readonly onChange: (options: readonly ComboboxOption[]) => void;
  readonly removeLabel: (option: ComboboxOption) => string;
}

const isSame = (a: ComboboxOption, b: ComboboxOption): boolean => a.value === b.value;
const labelOf = (option: ComboboxOption): string => option.label;

/** The text a person typed; what the control itself writes into the field does not filter. */
const useQuery = ({ options, onQueryChange, onCreate, initialQuery = '' }: ComboboxShared) => {
  const [query, setQuery] = useState(initialQuery);
  const found = onQueryChange ? options : filterOptions(options, query);
  return {
    shown: onCreate ? withNewOption(found, options, query) : found,
    onInputValueChange: (text: string, details: { readonly reason: string }): void => {
      const typed = details.reason === 'input-change' ? text : '';
      setQuery(typed);
      onQueryChange?.(typed);
    },
  };
};

const Popup = ({
  createLabel,
  emptyLabel,
  loading,
  loadingLabel,
  footer,
  variant,
}: Pick<ComboboxShared, 'createLabel' | 'emptyLabel' | 'loading' | 'loadingLabel' | 'footer' | 'variant'>) => (
  <Base.Portal>
    <Base.Positioner
      className={list.positioner}
      align="start"
      // The list hangs on the cell's outline, not on the text inside it.
      sideOffset={variant === 'cell' ? 12 : 4}
      alignOffset={variant === 'cell' ? -9 : 0}
      collisionPadding={8}
    >
      <Base.Popup className={list.popup}>
        <Base.Status className={list.note}>{loading ? loadingLabel : null}</Base.Status>
        <Base.Empty className={list.note}>{loading ? null : emptyLabel}</Base.Empty>
        <Base.List className={list.list}>
          {(option: ComboboxOption) => <OptionRow key={option.value} option={option} createLabel={createLabel} />}
        </Base.List>
        {footer && <div className={list.footer}>{footer}</div>}
      </Base.Popup>
    </Base.Positioner>
  </Base.Portal>
);

const SingleBox = (props: Omit<ComboboxProps, keyof FieldLabelling>) => {
  const { value, onChange, onCreate, placeholder, disabled = false, size = 'lg', variant = 'field' } = props;
  const { id, ...control } = useFieldControl();
  const { shown, onInputValueChange } = useQuery(props);
  return (
    <Base.Root<ComboboxOption>
      items={shown}
      filter={null}
      value={value}
      disabled={disabled}
      autoHighlight
      isItemEqualToValue={isSame}
      itemToStringLabel={labelOf}
      defaultOpen={props.defaultOpen ?? false}
      {...(props.initialQuery ? { defaultInputValue: props.initialQuery } : {})}
      onInputValueChange={onInputValueChange}
      onOpenChange={(open) => props.onOpenChange?.(open)}
      onValueChange={(option) => {
        if (option && isNewOption(option)) onCreate?.(option.label);
        else onChange(option);
      }}
    >
      <Base.InputGroup
        className={classNames(styles.box, props.className)}
        data-size={size}
        data-variant={variant}
        data-invalid={control['aria-invalid']}
      >
        {value?.start}
        <Base.Input
          {...control}
          {...(id === undefined ? {} : { id })}
          className={styles.input}
          placeholder={placeholder}
          aria-label={props['aria-label']}
          // What is typed next replaces what is chosen.
          onClick={(event) => event.currentTarget.select()}
          onFocus={(event) => event.currentTarget.select()}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the editor opens where the person pressed a key
          autoFocus={props.autoFocus ?? false}
        />
        {props.clearLabel !== undefined && (
          <Base.Clear className={styles.clear} aria-label={props.clearLabel}>
            <Icon name="close" size={12} />
          </Base.Clear>
        )}
        {variant === 'field' && <Icon name="selector" size={14} className={styles.arrow} />}
      </Base.InputGroup>
      <Popup {...props} />
    </Base.Root>
  );
};

/** Chooses one of many, or makes a new one. Opens on typing; the first match is active. */
export const Combobox = ({ label, help, error, required, ...box }: ComboboxProps) => (
  <OptionalField label={label} help={help} error={error} required={required}>
    <SingleBox {...box} />
  </OptionalField>
);

const MultiBox = (props: Omit<MultiComboboxProps, keyof FieldLabelling>) => {
  const { value, onChange, onCreate, placeholder, disabled = false, size = 'lg', variant = 'field' } = props;
  const { id, ...control } = useFieldControl();
  const { shown, onInputValueChange } = useQuery(props);
  return (
    <Base.Root<ComboboxOption, true>
      multiple
      items={shown}
      filter={null}
      value={[...value]}
      disabled={disabled}
      autoHighlight
      isItemEqualToValue={isSame}
      itemToStringLabel={labelOf}
      defaultOpen={props.defaultOpen ?? false}
      {...(props.initialQuery ? { defaultInputValue: props.initialQuery } : {})}
      onInputValueChange={onInputValueChange}
      onOpenChange={(open) => props.onOpenChange?.(open)}
      onValueChange={(options) => {
        const created = options.find(isNewOption);
        if (created) onCreate?.(created.label);
        else onChange(options);
      }}
    >
      <Base.InputGroup
        className={classNames(styles.box, styles.multi, props.className)}
        data-size={size}
        data-variant={variant}
        data-invalid={control['aria-invalid']}
      >
        <Base.Chips className={styles.chips}>
          {value.map((option) => (
            <Base.Chip key={option.value} className={styles.chip} aria-label={option.label}>
              <Chip
                color={option.color}
                variant={option.color ? 'plain' : 'box'}
                start={option.start}
                onRemove={() => onChange(value.filter((other) => !isSame(other, option)))}
                removeLabel={props.removeLabel(option)}
                tabIndex={-1}
              >
                {option.label}
              </Chip>
            </Base.Chip>
          ))}
          <Base.Input
            {...control}
            {...(id === undefined ? {} : { id })}
            className={styles.input}
            placeholder={value.length === 0 ? placeholder : undefined}
            aria-label={props['aria-label']}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the editor opens where the person pressed a key
            autoFocus={props.autoFocus ?? false}
          />
        </Base.Chips>
      </Base.InputGroup>
      <Popup {...props} />
    </Base.Root>
  );
};

/** Chooses several; Backspace in the empty field takes the last chip away. */
export const MultiCombobox = ({ label, help, error, required, ...box }: MultiComboboxProps) => (
  <OptionalField label={label} help={help} error={error} required={required}>
    <MultiBox {...box} />
  </OptionalField>
);
