import { Collapsible } from '@base-ui/react/collapsible';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import styles from './panel-section.module.css';

export interface PanelSectionProps {
  readonly title: ReactNode;
  readonly count?: ReactNode;
  /** At the end of the heading: a button that adds. */
  readonly action?: ReactNode;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A part of the field panel that folds. */
export const PanelSection = ({ title, count, action, open, onOpenChange, children }: PanelSectionProps) => (
  <Collapsible.Root className={styles.section} open={open} onOpenChange={(next) => onOpenChange(next)}>
    <div className={styles.heading}>
      <h3 className={styles.title}>
        <Collapsible.Trigger className={styles.trigger}>
          <Icon name={open ? 'chevron-down' : 'chevron-right'} size={12} />
          {title}
          {count !== undefined && <span className={styles.count}>{count}</span>}
        </Collapsible.Trigger>
      </h3>
      {action}
    </div>
    <Collapsible.Panel>{children}</Collapsible.Panel>
  </Collapsible.Root>
);
