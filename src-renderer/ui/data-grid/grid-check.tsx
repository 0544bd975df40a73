import { CheckMark, MixedMark } from '../check-mark';
import styles from './grid-check.module.css';

export interface GridCheckProps {
  readonly checked: boolean;
  readonly mixed?: boolean | undefined;
  readonly label: string;
  /** What a press does: the row is selected, all rows are, or the cell's own value switches. */
  readonly aim?: 'row' | 'all' | 'cell' | undefined;
}

/** A checkbox whose presses the grid handles, so that thousands of them cost one listener. */
export const GridCheck = ({ checked, mixed = false, label, aim = 'cell' }: GridCheckProps) => (
  <span
    className={styles.check}
    role="checkbox"
    aria-checked={mixed ? 'mixed' : checked}
    aria-label={label}
    tabIndex={-1}
    data-grid-check={aim}
    data-on={checked || mixed || undefined}
  >
    {mixed ? <MixedMark /> : checked && <CheckMark />}
  </span>
);
