import { Checkbox as Base } from '@base-ui/react/checkbox';
import { useId, type ReactNode } from 'react';
import { classNames } from './class-names';
import { CheckMark, MixedMark } from './check-mark';
import styles from './checkbox.module.css';

export interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly mixed?: boolean | undefined;
  readonly label?: ReactNode;
  readonly help?: ReactNode;
  readonly disabled?: boolean | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly tabIndex?: number | undefined;
  readonly className?: string | undefined;
}

export const Checkbox = ({
  checked,
  onChange,
  mixed = false,
  label,
  help,
  disabled = false,
  tabIndex,
  className,
  'aria-label': ariaLabel,
}: CheckboxProps) => {
  const id = useId();
  const box = (
    <Base.Root
      id={id}
      className={classNames(styles.box, label === undefined && className)}
      checked={checked}
      indeterminate={mixed}
      disabled={disabled}
      onCheckedChange={onChange}
      aria-label={ariaLabel}
      aria-describedby={help ? `${id}-help` : undefined}
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      <Base.Indicator className={styles.mark}>{mixed ? <MixedMark /> : <CheckMark />}</Base.Indicator>
    </Base.Root>
  );
  if (label === undefined) return box;
  return (
    <div className={classNames(styles.row, className)} data-disabled={disabled || undefined}>
      {box}
      <label htmlFor={id} className={styles.label}>
        {label}
        {help && (
          <span id={`${id}-help`} className={styles.help}>
            {help}
          </span>
        )}
      </label>
    </div>
  );
};
