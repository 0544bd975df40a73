import { useLingui } from '@lingui/react/macro';
import { Icon } from '../ui/icon';
import styles from './field-display.module.css';

export const MAX_STARS = 5;
const POSITIONS = Array.from({ length: MAX_STARS }, (_, index) => index + 1);

interface StarsProps {
  readonly value: number;
}

export const Stars = ({ value }: StarsProps) => {
  const { t } = useLingui();
  return (
    <span className={styles.stars} role="img" aria-label={t`${value} of ${MAX_STARS}`}>
      {POSITIONS.map((position) => (
        <span key={position} className={styles.star} data-on={position <= value || undefined}>
          <Icon name="star-filled" size={13} />
        </span>
      ))}
    </span>
  );
};
