import { Switch as Base } from '@base-ui/react/switch';
import { useId, type ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './switch.module.css';

export interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label?: ReactNode;
  readonly help?: ReactNode;
  readonly disabled?: boolean | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly className?: string | undefined;
}

/** Applies at once. With a label the switch stands at the end of the row. */
export const Switch = ({ checked, onChange, label, help, disabled = false, className, ...rest }: SwitchProps) => {
  const id = useId();
  const control = (
    <Base.Root
      id={id}
      className={classNames(styles.track, label === undefined && className)}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      aria-label={rest['aria-label']}
      aria-describedby={help ? `${id}-help` : undefined}
    >
      <Base.Thumb className={styles.thumb} />
    </Base.Root>
  );
  if (label === undefined) return control;
  return (
    <div className={classNames(styles.row, className)}>
      <span className={styles.text}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {help && (
          <span id={`${id}-help`} className={styles.help}>
            {help}
          </span>
        )}
      </span>
      {control}
    </div>
  );
};
