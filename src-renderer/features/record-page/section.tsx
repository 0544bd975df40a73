import { useState, type ReactNode } from 'react';
import { Icon } from '../../ui/icon';
import styles from './record-page.module.css';

interface SectionProps {
  readonly title: string;
  readonly count?: ReactNode;
  readonly action?: ReactNode;
  readonly startsOpen?: boolean | undefined;
  readonly children: ReactNode;
}

/** A part of the left panel that folds away. */
export const Section = ({ title, count, action, startsOpen = true, children }: SectionProps) => {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>
          <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
            {title}
            {count !== undefined && <span className={styles.count}>{count}</span>}
          </button>
        </h3>
        {action}
      </div>
      {isOpen && children}
    </section>
  );
};
