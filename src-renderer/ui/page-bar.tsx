import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import styles from './page-bar.module.css';

export interface PageBarProps {
  readonly title: ReactNode;
  readonly icon?: IconName | undefined;
  /** Beside the title: a count, a favourite star, a state. */
  readonly meta?: ReactNode;
  /** In place of icon and title, such as a breadcrumb with its own heading. */
  readonly heading?: ReactNode;
  /** In the middle: steps of a wizard. */
  readonly center?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
}

/** The title row. It drags the window; its controls do not. */
export const PageBar = ({ title, icon, meta, heading, center, actions, className }: PageBarProps) => (
  <header className={classNames(styles.bar, className)}>
    {heading ?? (
      <h1 className={styles.title}>
        {icon && <Icon name={icon} />}
        <span className="truncate">{title}</span>
      </h1>
    )}
    {meta && <span className={styles.meta}>{meta}</span>}
    {center && <div className={styles.center}>{center}</div>}
    {actions && <div className={styles.actions}>{actions}</div>}
  </header>
);

export interface SubBarProps {
  readonly children: ReactNode;
  /** At the end edge. */
  readonly end?: ReactNode;
  /** tabs: the first tab's outline, not its text, stands on the start line. */
  readonly variant?: 'default' | 'tabs' | undefined;
  readonly label?: string | undefined;
  readonly className?: string | undefined;
}

/** A bar below the title: views, filters. */
export const SubBar = ({ children, end, variant = 'default', label, className }: SubBarProps) => (
  <div
    className={classNames(styles.subbar, className)}
    data-variant={variant}
    role={label === undefined ? undefined : 'group'}
    aria-label={label}
  >
    {children}
    {end && <div className={styles.end}>{end}</div>}
  </div>
);

/** A short upright line between groups of controls. */
export const BarSeparator = () => <span className={styles.separator} aria-hidden="true" />;
