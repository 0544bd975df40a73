import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { OptionalField, useFieldControl, type FieldLabelling } from './field';
import { Icon, type IconName } from './icon';
import styles from './input.module.css';

type NativeInput = Omit<
  ComponentProps<'input'>,
  'value' | 'defaultValue' | 'onChange' | 'size' | 'className' | 'required'
>;

export interface TextInputProps extends NativeInput, FieldLabelling {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly size?: 'sm' | 'lg' | undefined;
  readonly icon?: IconName | undefined;
  /** After the text: a unit, a button. */
  readonly end?: ReactNode;
  readonly mono?: boolean | undefined;
  readonly className?: string | undefined;
}

/** The box alone, for controls that bring their own field. */
export const InputBox = ({
  value,
  onChange,
  size = 'lg',
  icon,
  end,
  mono = false,
  className,
  ...native
}: Omit<TextInputProps, keyof FieldLabelling>) => {
  const control = useFieldControl();
  return (
    <span
      className={classNames(styles.box, className)}
      data-size={size}
      data-invalid={control['aria-invalid']}
      data-disabled={native.disabled || native.readOnly || undefined}
    >
      {icon && <Icon name={icon} size={size === 'sm' ? 14 : 16} className={styles.icon} />}
      <input
        autoComplete="off"
        {...control}
        {...native}
        className={classNames(styles.input, mono && 'mono')}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {end ?? (native.readOnly && <Icon name="lock" size={14} className={styles.icon} />)}
    </span>
  );
};

export const TextInput = ({ label, help, error, required, ...box }: TextInputProps) => (
  <OptionalField label={label} help={help} error={error} required={required}>
    <InputBox {...box} />
  </OptionalField>
);

type NativeArea = Omit<ComponentProps<'textarea'>, 'value' | 'defaultValue' | 'onChange' | 'className' | 'required'>;

export interface TextAreaProps extends NativeArea, FieldLabelling {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Grows with its text up to 12 lines. */
  readonly autoGrow?: boolean | undefined;
  readonly mono?: boolean | undefined;
  readonly className?: string | undefined;
}

const AreaBox = ({
  value,
  onChange,
  autoGrow = false,
  mono = false,
  className,
  ...native
}: Omit<TextAreaProps, keyof FieldLabelling>) => {
  const control = useFieldControl();
  return (
    <textarea
      rows={3}
      {...control}
      {...native}
      className={classNames(styles.box, styles.area, mono && 'mono', className)}
      data-grow={autoGrow || undefined}
      data-invalid={control['aria-invalid']}
      data-disabled={native.disabled || native.readOnly || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};

export const TextArea = ({ label, help, error, required, ...box }: TextAreaProps) => (
  <OptionalField label={label} help={help} error={error} required={required}>
    <AreaBox {...box} />
  </OptionalField>
);
