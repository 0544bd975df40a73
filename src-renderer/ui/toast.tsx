import { useEffect, useRef, useState, type ReactNode } from 'react';
import { IconButton } from './button';
import { Icon, type IconName } from './icon';
import { Kbd } from './kbd';
import { ProgressBar } from './progress';
import styles from './toast.module.css';

export interface ToastItem {
  readonly id: string;
  readonly text: ReactNode;
  readonly icon?: IconName | undefined;
  /** An error stays until it is dismissed. */
  readonly tone?: 'info' | 'error' | undefined;
  readonly action?:
    | { readonly label: string; readonly keys?: readonly string[] | undefined; readonly onAction: () => void }
    | undefined;
  /** Long work: 0 to 1. Stays until the work ends. */
  readonly progress?: number | undefined;
}

export interface ToasterProps {
  /** Oldest first. The newest three are visible. */
  readonly toasts: readonly ToastItem[];
  readonly onDismiss: (id: string) => void;
  /** Names the region that F6 reaches. */
  readonly label: string;
  readonly dismissLabel: string;
}

const VISIBLE = 3;
const PLAIN_MS = 6_000;
const ACTION_MS = 10_000;

const lifetimeMs = (toast: ToastItem): number | undefined => {
  if (toast.tone === 'error' || toast.progress !== undefined) return undefined;
  return toast.action ? ACTION_MS : PLAIN_MS;
};

interface ToastCardProps {
  readonly toast: ToastItem;
  readonly isHeld: boolean;
  readonly dismissLabel: string;
  readonly onDismiss: (id: string) => void;
}

const ToastCard = ({ toast, isHeld, dismissLabel, onDismiss }: ToastCardProps) => {
  const life = lifetimeMs(toast);
  const dismiss = useRef(onDismiss);
  useEffect(() => {
    dismiss.current = onDismiss;
  });
  useEffect(() => {
    if (life === undefined || isHeld) return undefined;
    const timer = setTimeout(() => dismiss.current(toast.id), life);
    return () => clearTimeout(timer);
  }, [life, isHeld, toast.id]);
  const { action } = toast;
  const icon = toast.icon ?? (toast.tone === 'error' ? 'warning' : 'check');
  return (
    <div className={styles.toast} role={toast.tone === 'error' ? 'alert' : 'status'}>
      <Icon name={icon} className={styles.icon} />
      <span className={styles.text}>{toast.text}</span>
      {toast.progress !== undefined && (
        <ProgressBar value={toast.progress} tone="inverse" className={styles.progress} />
      )}
      {action && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            action.onAction();
            onDismiss(toast.id);
          }}
        >
          {action.label}
          {action.keys && <Kbd keys={action.keys} tone="inverse" />}
        </button>
      )}
      {life === undefined && toast.progress === undefined && (
        <IconButton
          icon="close"
          iconSize={12}
          size="sm"
          label={dismissLabel}
          tooltip={false}
          className={styles.close}
          onClick={() => onDismiss(toast.id)}
        />
      )}
    </div>
  );
};

/** One stack, bottom start. Nothing goes away while the pointer or the focus is on it. */
export const Toaster = ({ toasts, onDismiss, label, dismissLabel }: ToasterProps) => {
  const region = useRef<HTMLElement>(null);
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const hasToasts = toasts.length > 0;

  useEffect(() => {
    if (!hasToasts) return undefined;
    const focusRegion = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.defaultPrevented || region.current?.contains(document.activeElement)) return;
      event.preventDefault();
      (region.current?.querySelector('button') ?? region.current)?.focus();
    };
    document.addEventListener('keydown', focusRegion);
    return () => document.removeEventListener('keydown', focusRegion);
  }, [hasToasts]);

  return (
    // The pointer resting here only stops the clock; there is nothing to press.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={region}
      tabIndex={-1}
      className={styles.region}
      aria-label={label}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <ol className={styles.stack}>
        {toasts.slice(-VISIBLE).map((toast) => (
          <li key={toast.id}>
            <ToastCard
              toast={toast}
              isHeld={isHovered || isFocused}
              dismissLabel={dismissLabel}
              onDismiss={onDismiss}
            />
          </li>
        ))}
      </ol>
    </section>
  );
};
