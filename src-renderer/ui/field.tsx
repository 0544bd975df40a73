import { createContext, useContext, useId, useMemo, type ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import styles from './field.module.css';

export interface FieldLabelling {
  readonly label?: ReactNode;
  readonly help?: ReactNode;
  /** A short reason; its presence marks the control as wrong. */
  readonly error?: ReactNode;
  readonly required?: boolean | undefined;
}

export interface FieldProps extends FieldLabelling {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export interface FieldControl {
  readonly id: string | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

const NONE: FieldControl = {
  id: undefined,
  'aria-describedby': undefined,
  'aria-invalid': undefined,
  'aria-required': undefined,
};

const FieldContext = createContext<FieldControl>(NONE);

/** What a control inside a `Field` must put on its element. */
export const useFieldControl = (): FieldControl => useContext(FieldContext);

/** Label, help and error around one control. */
export const Field = ({ label, help, error, required, className, children }: FieldProps) => {
  const id = useId();
  const hasError = error !== undefined && error !== null && error !== '';
  const note = hasError ? `${id}-error` : help ? `${id}-help` : undefined;
  const control = useMemo<FieldControl>(
    () => ({
      id,
      'aria-describedby': note,
      'aria-invalid': hasError || undefined,
      'aria-required': required || undefined,
    }),
    [id, note, hasError, required],
  );
  return (
    <div className={classNames(styles.field, className)}>
      {label !== undefined && (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      )}
      <FieldContext value={control}>{children}</FieldContext>
      {hasError ? (
        <p id={note} className={styles.error}>
          <Icon name="error" size={12} />
          {error}
        </p>
      ) : (
        help && (
          <p id={note} className={styles.help}>
            {help}
          </p>
        )
      )}
    </div>
  );
};

interface OptionalFieldProps extends FieldLabelling {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** Wraps a control in a `Field` only when there is something to say about it. */
export const OptionalField = ({ label, help, error, required, className, children }: OptionalFieldProps) =>
  label === undefined && !help && !error ? (
    children
  ) : (
    <Field label={label} help={help} error={error} required={required} className={className}>
      {children}
    </Field>
  );
