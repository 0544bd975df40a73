import type { ReactNode } from 'react';
import { classNames } from './class-names';
import type { StatusTone, TagColor } from './tone';
import styles from './tag.module.css';

export interface TagProps {
  readonly color?: TagColor | undefined;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** One option of a choice. */
export const Tag = ({ color = 'gray', children, className }: TagProps) => (
  <span className={classNames(styles.tag, className)} data-color={color}>
    <span className={styles.text}>{children}</span>
  </span>
);

export interface DotProps {
  readonly color?: TagColor | undefined;
  readonly size?: 6 | 8 | undefined;
  readonly className?: string | undefined;
}

export const Dot = ({ color = 'gray', size = 8, className }: DotProps) => (
  <span className={classNames(styles.dot, className)} data-size={size} data-color={color} aria-hidden="true" />
);

export interface PillProps {
  readonly tone?: StatusTone | undefined;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A state of the thing beside it. */
export const Pill = ({ tone = 'neutral', icon, children, className }: PillProps) => (
  <span className={classNames(styles.pill, className)} data-tone={tone}>
    {icon}
    {children}
  </span>
);
