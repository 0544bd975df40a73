import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import { Kbd } from './kbd';
import styles from './menu.module.css';

/** A place to hang an overlay on: an element, or a point such as the pointer's. */
export type OverlayAnchor = Element | { readonly getBoundingClientRect: () => DOMRect };

export interface MenuProps {
  /** The button that opens it. Leave out with a controlled `open` and an `anchor`. */
  readonly trigger?: ReactElement | undefined;
  readonly anchor?: OverlayAnchor | null | undefined;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  readonly side?: 'top' | 'bottom' | 'inline-start' | 'inline-end' | undefined;
  readonly align?: 'start' | 'center' | 'end' | undefined;
  /** Required without a trigger. */
  readonly label?: string | undefined;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

export const Menu = ({
  trigger,
  anchor,
  open,
  onOpenChange,
  side = 'bottom',
  align = 'start',
  label,
  children,
  className,
}: MenuProps) => (
  <Base.Root modal={false} onOpenChange={(next) => onOpenChange?.(next)} {...(open === undefined ? {} : { open })}>
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
        <Base.Popup className={classNames(styles.popup, className)} aria-label={label}>
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);

interface MenuItemLook {
  readonly icon?: IconName | undefined;
  /** In place of the icon: an avatar, a dot. */
  readonly start?: ReactNode;
  readonly keys?: string | readonly string[] | undefined;
  readonly end?: ReactNode;
  readonly disabled?: boolean | undefined;
  /** Stays focusable and is read out. */
  readonly disabledReason?: string | undefined;
  readonly children: ReactNode;
}

const ItemContent = ({ icon, start, keys, end, disabledReason, disabled, children }: MenuItemLook) => (
  <>
    {start ?? (icon && <Icon name={icon} size={14} className={styles.icon} />)}
    <span className={styles.text}>
      {children}
      {disabled && disabledReason && <span className={styles.reason}>{disabledReason}</span>}
    </span>
    {end !== undefined && <span className={styles.end}>{end}</span>}
    {keys !== undefined && <Kbd keys={keys} className={styles.keys} />}
  </>
);

export interface MenuItemProps extends MenuItemLook {
  readonly onSelect?: (() => void) | undefined;
  readonly danger?: boolean | undefined;
  readonly closeOnSelect?: boolean | undefined;
}

export const MenuItem = ({ onSelect, danger, closeOnSelect = true, ...look }: MenuItemProps) => (
  <Base.Item
    className={styles.item}
    data-danger={danger || undefined}
    disabled={look.disabled ?? false}
    closeOnClick={closeOnSelect}
    onClick={() => onSelect?.()}
  >
    <ItemContent {...look} />
  </Base.Item>
);

export interface MenuRadioGroupProps<Value extends string> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
}

export const MenuRadioGroup = <Value extends string>({ value, onChange, children }: MenuRadioGroupProps<Value>) => (
  <Base.RadioGroup
    value={value}
    onValueChange={(next: Value) => {
      onChange(next);
    }}
  >
    {children}
  </Base.RadioGroup>
);

export interface MenuRadioItemProps extends MenuItemLook {
  readonly value: string;
}

export const MenuRadioItem = ({ value, ...look }: MenuRadioItemProps) => (
  <Base.RadioItem className={styles.item} value={value} disabled={look.disabled ?? false} closeOnClick>
    <ItemContent {...look} />
    <span className={styles.check}>
      <Base.RadioItemIndicator>
        <Icon name="check" size={14} />
      </Base.RadioItemIndicator>
    </span>
  </Base.RadioItem>
);

export const MenuSeparator = () => <Base.Separator className={styles.separator} />;
