import { useLingui } from '@lingui/react/macro';
import { CheckMark } from '../ui/check-mark';
import styles from './check-display.module.css';

interface CheckDisplayProps {
  readonly checked: boolean;
}

/** A tick box that is only looked at; the cell around it takes the clicks. */
export const CheckDisplay = ({ checked }: CheckDisplayProps) => {
  const { t } = useLingui();
  return (
    <span className={styles.box} data-checked={checked || undefined} role="img" aria-label={checked ? t`Yes` : t`No`}>
      {checked && <CheckMark />}
    </span>
  );
};
