import { classNames } from './class-names';
import styles from './kbd.module.css';

export interface KbdProps {
  /** One cap per key, as the person's platform writes it. */
  readonly keys: string | readonly string[];
  /** `inverse` on dark bars and filled buttons. */
  readonly tone?: 'default' | 'inverse' | undefined;
  readonly className?: string | undefined;
}

/** A drawn key hint. Assistive technology gets the same from `aria-keyshortcuts`. */
export const Kbd = ({ keys, tone = 'default', className }: KbdProps) => {
  const caps = typeof keys === 'string' ? [keys] : keys;
  return (
    <span className={classNames(styles.keys, className)} data-tone={tone} aria-hidden="true">
      {caps.map((cap, position) => (
        // The same key may be pressed twice in a row.
        // oxlint-disable-next-line react/no-array-index-key
        <kbd key={position} className={styles.kbd}>
          {cap}
        </kbd>
      ))}
    </span>
  );
};
