import { Popover as Base } from '@base-ui/react/popover';
import { useRef, type ReactElement, type ReactNode } from 'react';
import { classNames } from './class-names';
import type { OverlayAnchor } from './menu';
import styles from './popover.module.css';

export interface PopoverProps {
  readonly trigger?: ReactElement | undefined;
  readonly anchor?: OverlayAnchor | null | undefined;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  readonly side?: 'top' | 'bottom' | 'inline-start' | 'inline-end' | undefined;
  readonly align?: 'start' | 'center' | 'end' | undefined;
  readonly label: string;
  /** Off for content that brings its own padding, such as a list. */
  readonly padded?: boolean | undefined;
  /** false keeps the focus where it is: a panel that previews. */
  readonly takeFocus?: boolean | undefined;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

const MARKED_FOR_FOCUS = '[data-autofocus]:is(input, textarea, button), [data-autofocus] :is(input, textarea, button)';

/** Not modal: closes when the focus leaves it. Starts with its first control, or with what carries `data-autofocus`. */
export const Popover = ({
  trigger,
  anchor,
  open,
  onOpenChange,
  side = 'bottom',
  align = 'start',
  label,
  padded = true,
  takeFocus = true,
  children,
  className,
}: PopoverProps) => {
  const popup = useRef<HTMLDivElement>(null);
  const findInitialFocus = (): HTMLElement | true =>
    popup.current?.querySelector<HTMLElement>(MARKED_FOR_FOCUS) ?? true;
  return (
    <Base.Root onOpenChange={(next) => onOpenChange?.(next)} {...(open === undefined ? {} : { open })}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner
          className={styles.positioner}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          {...(anchor ? { anchor } : {})}
        >
          <Base.Popup
            className={classNames(styles.popup, padded && styles.padded, className)}
            aria-label={label}
            ref={popup}
            initialFocus={takeFocus ? findInitialFocus : false}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
};
