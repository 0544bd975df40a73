import type { ComponentProps } from 'react';
import styles from './filter-chip.module.css';

/** The part of a filter chip that opens a menu or an editor; give it to a `Menu`, `Popover` or `Picker` as trigger. */
export const FilterChipButton = ({ type = 'button', ...props }: Omit<ComponentProps<'button'>, 'className'>) => (
  <button {...props} type={type} className={styles.part} />
);
