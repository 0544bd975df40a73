import type { ReactNode } from 'react';
import { Icon } from './icon';
import styles from './stepper.module.css';

export interface Step {
  readonly key: string;
  readonly label: ReactNode;
}

export interface StepperProps {
  readonly steps: readonly Step[];
  readonly current: string;
  readonly label: string;
  /** Read after the name of a step that is done. */
  readonly doneLabel: string;
}

export const Stepper = ({ steps, current, label, doneLabel }: StepperProps) => {
  const at = steps.findIndex((step) => step.key === current);
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.key}
          className={styles.step}
          data-state={index < at ? 'done' : index === at ? 'current' : 'ahead'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            {index < at ? <Icon name="check" size={12} /> : index + 1}
          </span>
          {step.label}
          {index < at && <span className="visually-hidden">{doneLabel}</span>}
        </li>
      ))}
    </ol>
  );
};
