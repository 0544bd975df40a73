import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useId, type ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import styles from './radio-cards.module.css';

export interface RadioCard<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean | undefined;
}

export interface RadioCardsProps<Value extends string> {
  readonly options: readonly RadioCard<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly label: string;
  /** list: the outline appears on the chosen one; card: every choice is a box. */
  readonly variant?: 'list' | 'card' | undefined;
  readonly className?: string | undefined;
}

export const RadioCards = <Value extends string>({
  options,
  value,
  onChange,
  label,
  variant = 'list',
  className,
}: RadioCardsProps<Value>) => {
  const id = useId();
  return (
    <RadioGroup
      className={classNames(styles.group, className)}
      data-variant={variant}
      aria-label={label}
      value={value ?? null}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      {options.map((option) => (
        <label key={option.value} className={styles.card} data-on={option.value === value || undefined}>
          {option.icon && (
            <span className={styles.icon}>
              <Icon name={option.icon} />
            </span>
          )}
          <Radio.Root
            value={option.value}
            className={styles.radio}
            disabled={option.disabled ?? false}
            aria-labelledby={`${id}-${option.value}`}
            aria-describedby={option.help ? `${id}-${option.value}-help` : undefined}
          />
          <span className={styles.text}>
            <span id={`${id}-${option.value}`} className={styles.label}>
              {option.label}
            </span>
            {option.help && (
              <span id={`${id}-${option.value}-help`} className={styles.help}>
                {option.help}
              </span>
            )}
          </span>
        </label>
      ))}
    </RadioGroup>
  );
};
