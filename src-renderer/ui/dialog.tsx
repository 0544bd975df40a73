import { Dialog as Base } from '@base-ui/react/dialog';
import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names';
import { IconButton } from './button';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  /** At the start of the footer: a hint, a step counter, a risky action. */
  readonly footerStart?: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg' | 'xl' | undefined;
  readonly closeLabel: string;
  /** Cmd or Ctrl+Enter. */
  readonly onSubmit?: (() => void) | undefined;
  /** false: only Esc and the buttons close it. */
  readonly dismissible?: boolean | undefined;
  /** Off for content that scrolls to the edges. */
  readonly padded?: boolean | undefined;
  readonly className?: string | undefined;
}

/** Of radios the chosen one, not the input that Base UI hides in the first. */
const FIRST_FIELD =
  '[data-autofocus], [data-field-value][tabindex="0"], input:not([type="hidden"], [type="radio"]):not(:disabled), textarea:not(:disabled), [role="combobox"], [role="radio"][tabindex="0"]';

/** A modal question or form. Focus starts in the first field, or on the main button. */
export const Dialog = ({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  footerStart,
  size = 'md',
  closeLabel,
  onSubmit,
  dismissible = true,
  padded = true,
  className,
}: DialogProps) => {
  const bodyRef = useRef<HTMLDivElement>(null);
  const openerRef = useRef<Element>(null);
  // An editor inside takes the focus before the popup looks for where it came from.
  useLayoutEffect(() => {
    if (open) openerRef.current = document.activeElement;
  }, [open]);
  const findOpener = (): HTMLElement | true => {
    const opener = openerRef.current;
    return opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : true;
  };
  const footerRef = useRef<HTMLDivElement>(null);
  const findInitialFocus = (): HTMLElement | true => {
    const field = bodyRef.current?.querySelector<HTMLElement>(FIRST_FIELD);
    const buttons = footerRef.current?.querySelectorAll<HTMLElement>('button:not(:disabled)');
    return field ?? (buttons && [...buttons].at(-1)) ?? true;
  };
  const handleKeys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && onSubmit) {
      event.preventDefault();
      onSubmit();
    }
  };
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)} disablePointerDismissal={!dismissible}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={classNames(styles.popup, className)}
          data-size={size}
          initialFocus={findInitialFocus}
          finalFocus={findOpener}
          onKeyDown={handleKeys}
        >
          <header className={styles.header}>
            <div className={styles.heading}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              {description && <Base.Description className={styles.description}>{description}</Base.Description>}
            </div>
            <Base.Close render={<IconButton icon="close" label={closeLabel} tooltip={false} />} />
          </header>
          <div ref={bodyRef} className={styles.body} data-padded={padded || undefined}>
            {children}
          </div>
          {(footer || footerStart) && (
            <footer ref={footerRef} className={styles.footer}>
              {footerStart && <div className={styles.footerStart}>{footerStart}</div>}
              <div className={styles.actions}>{footer}</div>
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};
