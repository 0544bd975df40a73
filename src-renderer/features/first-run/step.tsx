import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon';
import styles from './first-run.module.css';

interface StepProps {
  readonly number: number;
  readonly state: 'done' | 'current' | 'ahead';
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export const Step = ({ number, state, title, action, children }: StepProps) => (
  <li className={styles.step} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
    <span className={styles.bullet} aria-hidden="true">
      {state === 'done' ? <Icon name="check" size={14} /> : number}
    </span>
    <div className={styles.stepBody}>
      <div className={styles.stepHead}>
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </div>
  </li>
);
