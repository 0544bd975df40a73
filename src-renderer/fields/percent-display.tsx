import { useFieldEnvironment } from './field-environment';
import { formatPercent } from './intl';
import styles from './field-display.module.css';

interface PercentDisplayProps {
  readonly value: number;
  readonly decimals: number | undefined;
  readonly variant: 'cell' | 'panel';
}

/** A share of a whole; where there is room also as a bar. */
export const PercentDisplay = ({ value, decimals, variant }: PercentDisplayProps) => {
  const text = formatPercent(useFieldEnvironment(), value, decimals);
  if (variant === 'cell' || value < 0 || value > 100) return <span className={styles.number}>{text}</span>;
  return (
    <span className={styles.meter}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ inlineSize: `${value}%` }} />
      </span>
      <span className={styles.number}>{text}</span>
    </span>
  );
};
