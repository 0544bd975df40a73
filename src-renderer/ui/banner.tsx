import type { ReactNode } from 'react';
import { IconButton } from './button';
import { classNames } from './class-names';
import { Icon } from './icon';
import styles from './banner.module.css';

export interface BannerProps {
  readonly tone: 'info' | 'warning' | 'danger';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly onDismiss?: (() => void) | undefined;
  /** Required with `onDismiss`. */
  readonly dismissLabel?: string | undefined;
  readonly className?: string | undefined;
}

const ICONS = { info: 'info', warning: 'warning', danger: 'error' } as const;

/** One per scope, below the title. */
export const Banner = ({ tone, title, children, actions, onDismiss, dismissLabel, className }: BannerProps) => (
  <div className={classNames(styles.banner, className)} data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
    <Icon name={ICONS[tone]} className={styles.icon} />
    <span className={styles.text}>
      {title && <b className={styles.title}>{title}</b>}
      {children}
    </span>
    {actions}
    {onDismiss && dismissLabel !== undefined && (
      <IconButton icon="close" size="sm" label={dismissLabel} onClick={onDismiss} />
    )}
  </div>
);
