import { dayOf, formatAgo, formatDateTime, formatDay, formatDayDistance, formatDayNearby } from './intl';
import { useFieldEnvironment } from './field-environment';
import { useNow } from './use-now';
import styles from './field-display.module.css';

interface DayProps {
  readonly day: string;
  readonly variant: 'cell' | 'panel';
}

/** A calendar day: short in lists, whole with its distance in a panel. */
export const Day = ({ day, variant }: DayProps) => {
  const environment = useFieldEnvironment();
  const today = dayOf(environment, useNow());
  if (variant === 'cell') {
    return (
      <time className={styles.number} dateTime={day} title={formatDay(environment, day, 'long')}>
        {formatDayNearby(environment, day, today)}
      </time>
    );
  }
  return (
    <span className={styles.pair}>
      <time className={styles.number} dateTime={day}>
        {formatDay(environment, day)}
      </time>
      <span className={styles.aside}>{formatDayDistance(environment, day, today)}</span>
    </span>
  );
};

interface MomentProps {
  readonly atMs: number;
  readonly className?: string | undefined;
}

/** "29 min ago"; the exact time is in the tooltip. */
export const Moment = ({ atMs, className }: MomentProps) => {
  const environment = useFieldEnvironment();
  const nowMs = useNow();
  return (
    <time
      className={className ?? styles.number}
      dateTime={new Date(atMs).toISOString()}
      title={formatDateTime(environment, atMs)}
    >
      {formatAgo(environment, atMs, nowMs)}
    </time>
  );
};
