import type { ReactNode } from 'react';
import { Button } from './button';
import { classNames } from './class-names';
import styles from './progress.module.css';

export interface ProgressBarProps {
  /** 0 to 1; undefined while no total is known. */
  readonly value: number | undefined;
  readonly tone?: 'default' | 'success' | 'neutral' | 'inverse' | undefined;
  readonly size?: 'sm' | 'md' | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly className?: string | undefined;
}

export const ProgressBar = ({ value, tone = 'default', size = 'sm', className, ...rest }: ProgressBarProps) => {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  const named =
    rest['aria-label'] === undefined
      ? { 'aria-hidden': true }
      : { role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': percent, ...rest };
  return (
    <span
      className={classNames(styles.bar, className)}
      data-tone={tone}
      data-size={size}
      data-unknown={percent === undefined || undefined}
      {...named}
    >
      <span className={styles.fill} style={percent === undefined ? undefined : { inlineSize: `${percent}%` }} />
    </span>
  );
};

export interface ProgressProps {
  readonly value: number | undefined;
  readonly label: string;
  /** "8,486 of 12,480, 4 s left". */
  readonly detail?: ReactNode;
  readonly onCancel?: (() => void) | undefined;
  /** Required with `onCancel`. */
  readonly cancelLabel?: string | undefined;
  readonly className?: string | undefined;
}

/** Long work in place: what, how far, how long, and a way out. */
export const Progress = ({ value, label, detail, onCancel, cancelLabel, className }: ProgressProps) => (
  <div className={classNames(styles.row, className)}>
    <span className={styles.label}>{label}</span>
    <ProgressBar value={value} size="md" aria-label={label} className={styles.grow} />
    {detail && <span className={styles.detail}>{detail}</span>}
    {onCancel && (
      <Button variant="ghost" size="sm" onClick={onCancel}>
        {cancelLabel}
      </Button>
    )}
  </div>
);
