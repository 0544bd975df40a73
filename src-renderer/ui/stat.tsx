import type { ReactNode } from 'react';
import { classNames } from './class-names';
import type { StatusTone } from './tone';
import styles from './stat.module.css';

export interface StatProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** Beside the value: a count, a change. */
  readonly note?: ReactNode;
  readonly tone?: StatusTone | undefined;
  readonly size?: 'md' | 'lg' | undefined;
  /** The full value, when the shown one is short. */
  readonly title?: string | undefined;
}

/** A number and what it counts. Put several in a `StatList`. */
export const Stat = ({ label, value, note, tone = 'neutral', size = 'md', title }: StatProps) => (
  <div className={styles.stat} data-tone={tone} data-size={size}>
    <dt>{label}</dt>
    <dd title={title}>
      <span className={styles.value}>{value}</span>
      {note !== undefined && <small>{note}</small>}
    </dd>
  </div>
);

export const StatList = ({ children, className }: { readonly children: ReactNode; readonly className?: string }) => (
  <dl className={classNames(styles.list, className)}>{children}</dl>
);
