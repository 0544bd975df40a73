import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { Kbd } from './kbd';
import { Tooltip } from './tooltip';
import styles from './bulk-bar.module.css';

export interface BulkAction {
  readonly key: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
  readonly onAction: (anchor: HTMLElement) => void;
}

export interface BulkBarProps {
  /** Names the toolbar. */
  readonly label: string;
  /** "3 selected". */
  readonly count: ReactNode;
  readonly actions: readonly BulkAction[];
  readonly onClear: () => void;
  readonly clearLabel: string;
  readonly clearKeys?: string | undefined;
}

/** What can be done with the selected rows. Floats above the totals; F6 leads here, arrows move, Esc clears. */
export const BulkBar = ({ label, count, actions, onClear, clearLabel, clearKeys }: BulkBarProps) => {
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const enter = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'F6' || event.defaultPrevented || bar.current?.contains(document.activeElement)) return;
      event.preventDefault();
      bar.current?.querySelector('button')?.focus();
    };
    document.addEventListener('keydown', enter);
    return () => document.removeEventListener('keydown', enter);
  }, []);

  const handleKeys = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target instanceof Element && !event.currentTarget.contains(event.target)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClear();
      return;
    }
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const step = { ArrowRight: isRightToLeft ? -1 : 1, ArrowLeft: isRightToLeft ? 1 : -1 }[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : step && at + step;
    if (to === undefined) return;
    event.preventDefault();
    buttons.at(to % buttons.length)?.focus();
  };

  return (
    <div
      ref={bar}
      className={styles.bar}
      data-bulk-bar=""
      role="toolbar"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={handleKeys}
    >
      <span className={styles.count} role="status">
        {count}
      </span>
      {actions.length > 0 && <span className={styles.separator} aria-hidden="true" />}
      {actions.map((action, index) => (
        <button
          key={action.key}
          type="button"
          className={styles.action}
          tabIndex={index === 0 ? 0 : -1}
          disabled={action.disabled ?? false}
          onClick={(event) => action.onAction(event.currentTarget)}
        >
          {action.icon && <Icon name={action.icon} />}
          {action.label}
          {action.keys && <Kbd keys={action.keys} tone="inverse" />}
        </button>
      ))}
      <span className={styles.separator} aria-hidden="true" />
      <Tooltip content={clearLabel} side="top">
        <button
          type="button"
          className={styles.action}
          tabIndex={actions.length === 0 ? 0 : -1}
          aria-label={clearLabel}
          onClick={onClear}
        >
          {clearKeys === undefined ? <Icon name="close" size={14} /> : <Kbd keys={clearKeys} tone="inverse" />}
        </button>
      </Tooltip>
    </div>
  );
};
