import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import styles from './segmented.module.css';

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean | undefined;
}

export interface SegmentedProps<Value extends string> {
  readonly options: readonly SegmentedOption<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly label: string;
  readonly className?: string | undefined;
}

export const Segmented = <Value extends string>({
  options,
  value,
  onChange,
  label,
  className,
}: SegmentedProps<Value>) => (
  <RadioGroup
    className={classNames(styles.group, className)}
    aria-label={label}
    value={value}
    onValueChange={(next) => onChange(next)}
  >
    {options.map((option) => (
      <Radio.Root key={option.value} value={option.value} className={styles.option} disabled={option.disabled ?? false}>
        {option.icon && <Icon name={option.icon} size={14} />}
        {option.label}
      </Radio.Root>
    ))}
  </RadioGroup>
);
