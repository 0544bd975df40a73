import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import styles from './filter-chip.module.css';

export interface FilterChipProps {
  readonly icon?: IconName | undefined;
  readonly field: ReactNode;
  /** A button when it can be changed; plain text otherwise. */
  readonly operator: ReactElement | string;
  readonly value?: ReactElement | string | undefined;
  readonly onRemove?: (() => void) | undefined;
  /** Required with `onRemove`: "Remove filter Owner is Me". */
  readonly removeLabel?: string | undefined;
  /** Names the group: the whole condition. */
  readonly label: string;
}

/** A condition in three parts. Parts that open a menu are `FilterChipButton`s. */
export const FilterChip = ({ icon, field, operator, value, onRemove, removeLabel, label }: FilterChipProps) => (
  <span className={styles.chip} role="group" aria-label={label}>
    <span className={styles.field}>
      {icon && <Icon name={icon} size={12} />}
      {field}
    </span>
    <span className={styles.operator}>{operator}</span>
    {value !== undefined && <span className={styles.value}>{value}</span>}
    {onRemove && (
      <button type="button" className={styles.remove} aria-label={removeLabel} onClick={onRemove}>
        <Icon name="close" size={12} />
      </button>
    )}
  </span>
);
