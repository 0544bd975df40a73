import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import type { TagColor } from './tone';
import styles from './chip.module.css';

export interface ChipProps {
  /** plain: a record in a cell; box: outlined; value: an address or number; more: "+2". */
  readonly variant?: 'plain' | 'box' | 'value' | 'more' | undefined;
  readonly color?: TagColor | undefined;
  /** An avatar, a logo or an icon. */
  readonly start?: ReactNode;
  readonly href?: string | undefined;
  readonly onOpen?: ((event: MouseEvent) => void) | undefined;
  readonly onPeek?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
  /** Required with `onRemove`: the name of the remove button. */
  readonly removeLabel?: string | undefined;
  readonly tabIndex?: number | undefined;
  readonly title?: string | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A record, an address or a choice. Opens on click, peeks on Space, goes away on Delete. */
export const Chip = ({
  variant = 'plain',
  color,
  start,
  href,
  onOpen,
  onPeek,
  onRemove,
  removeLabel,
  tabIndex,
  children,
  className,
  ...rest
}: ChipProps) => {
  const handleKeys = (event: KeyboardEvent): void => {
    if (event.key === ' ' && onPeek) {
      event.preventDefault();
      onPeek();
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && onRemove) {
      event.preventDefault();
      onRemove();
    }
  };
  const content = (
    <>
      {start}
      <span className={styles.text}>{children}</span>
    </>
  );
  const name = classNames(styles.chip, color && styles.colored, className);
  const shared = { 'data-variant': variant, 'data-color': color, 'data-start': start ? '' : undefined, ...rest };
  if (onRemove) {
    return (
      // Delete on the chip is a shortcut for the real button inside it.
      // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
      <span className={name} {...shared} onKeyDown={handleKeys}>
        {onOpen ? (
          <button type="button" className={styles.body} tabIndex={tabIndex} onClick={onOpen}>
            {content}
          </button>
        ) : (
          content
        )}
        <button type="button" className={styles.remove} aria-label={removeLabel} tabIndex={tabIndex} onClick={onRemove}>
          <Icon name="close" size={12} />
        </button>
      </span>
    );
  }
  if (href !== undefined) {
    return (
      <a className={name} {...shared} href={href} tabIndex={tabIndex} onClick={onOpen} onKeyDown={handleKeys}>
        {content}
      </a>
    );
  }
  if (onOpen) {
    return (
      <button type="button" className={name} {...shared} tabIndex={tabIndex} onClick={onOpen} onKeyDown={handleKeys}>
        {content}
      </button>
    );
  }
  return (
    <span className={name} {...shared}>
      {content}
    </span>
  );
};
