import { Trans } from '@lingui/react/macro';
import { Avatar } from '../ui/avatar';
import styles from './field-display.module.css';

interface MemberDisplayProps {
  /** Null for somebody whom the workspace does not know. */
  readonly title: string | null;
}

/** A member as a value: avatar and name. */
export const MemberDisplay = ({ title }: MemberDisplayProps) => (
  <>
    <Avatar name={title ?? '?'} size={20} />
    <span className={styles.text}>{title ?? <Trans>Unknown member</Trans>}</span>
  </>
);
