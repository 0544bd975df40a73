import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly icon: IconName;
  /** A fact in one sentence. */
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** One main action and at most one other. */
  readonly actions?: ReactNode;
  readonly tone?: 'neutral' | 'danger' | undefined;
  /** Technical detail in monospace, for failures. */
  readonly details?: ReactNode;
  readonly headingLevel?: 2 | 3 | undefined;
  readonly className?: string | undefined;
}

export const EmptyState = ({
  icon,
  title,
  description,
  actions,
  tone = 'neutral',
  details,
  headingLevel = 2,
  className,
}: EmptyStateProps) => {
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <div className={classNames(styles.empty, className)} data-tone={tone}>
      <span className={styles.icon}>
        <Icon name={icon} size={20} />
      </span>
      <Heading className={styles.title}>{title}</Heading>
      {description && <p className={styles.description}>{description}</p>}
      {details && <p className={styles.details}>{details}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
};
