import type { MouseEvent, ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import { Tooltip } from './tooltip';
import styles from './nav-item.module.css';

export interface NavItemProps {
  readonly label: string;
  readonly icon?: IconName | undefined;
  /** In place of the icon: a logo, an avatar. */
  readonly start?: ReactNode;
  readonly href: string;
  readonly onOpen?: ((event: MouseEvent) => void) | undefined;
  readonly isCurrent?: boolean | undefined;
  readonly count?: ReactNode;
  /** Something unread: the count is in the accent colour, the rail shows a dot. */
  readonly isNew?: boolean | undefined;
  readonly keys?: readonly string[] | undefined;
  /** Icon alone, with a tooltip. */
  readonly collapsed?: boolean | undefined;
  /** Appears on hover and focus: the menu of a favourite. */
  readonly action?: ReactNode;
}

/** A place in the sidebar, or in the rail when it is collapsed. */
export const NavItem = ({
  label,
  icon,
  start,
  href,
  onOpen,
  isCurrent = false,
  count,
  isNew = false,
  keys,
  collapsed = false,
  action,
}: NavItemProps) => {
  const link = (
    <a
      className={collapsed ? styles.railItem : styles.item}
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={collapsed ? label : undefined}
      onClick={onOpen}
    >
      {start ?? (icon && <Icon name={icon} className={styles.icon} />)}
      {!collapsed && <span className="truncate">{label}</span>}
      {!collapsed && count !== undefined && (
        <span className={classNames(styles.count, isNew && styles.new)}>{count}</span>
      )}
      {collapsed && isNew && <span className={styles.badge} aria-hidden="true" />}
    </a>
  );
  if (collapsed) {
    return (
      <Tooltip content={label} keys={keys} side="inline-end">
        {link}
      </Tooltip>
    );
  }
  if (!action) return link;
  return (
    <div className={styles.withAction}>
      {link}
      <span className={styles.action}>{action}</span>
    </div>
  );
};

export interface NavSectionProps {
  /** Names the landmark, and is drawn above it unless hidden. */
  readonly label: string;
  readonly hideLabel?: boolean | undefined;
  readonly collapsed?: boolean | undefined;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export const NavSection = ({ label, hideLabel = false, collapsed = false, action, children }: NavSectionProps) => (
  <nav aria-label={label} className={styles.section} data-collapsed={collapsed || undefined}>
    {!hideLabel && !collapsed && (
      <div className={styles.heading}>
        <h2>{label}</h2>
        {action && <span className={styles.headingAction}>{action}</span>}
      </div>
    )}
    {children}
  </nav>
);
