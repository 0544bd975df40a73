import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import { Kbd } from './kbd';
import { Spinner } from './spinner';
import { Tooltip } from './tooltip';
import styles from './button.module.css';

export type ButtonVariant = 'default' | 'primary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

type NativeProps = Omit<ComponentProps<'button'>, 'className' | 'children'>;

export interface ButtonProps extends NativeProps {
  readonly variant?: ButtonVariant | undefined;
  readonly size?: ButtonSize | undefined;
  readonly icon?: IconName | undefined;
  readonly iconEnd?: IconName | undefined;
  /** Drawn at the end of the button; give `aria-keyshortcuts` too. */
  readonly keys?: string | readonly string[] | undefined;
  /** Keeps the label and the width, ignores presses. */
  readonly loading?: boolean | undefined;
  /** A toggle that is on. */
  readonly pressed?: boolean | undefined;
  readonly className?: string | undefined;
  readonly children?: ReactNode;
}

const swallow = (event: MouseEvent): void => {
  event.preventDefault();
  event.stopPropagation();
};

export const Button = ({
  variant = 'default',
  size = 'md',
  icon,
  iconEnd,
  keys,
  loading = false,
  pressed,
  className,
  children,
  onClick,
  type = 'button',
  ...native
}: ButtonProps) => {
  const iconSize = size === 'sm' ? 14 : 16;
  return (
    <button
      {...native}
      type={type}
      className={classNames(styles.button, className)}
      data-variant={variant}
      data-size={size}
      aria-busy={loading || undefined}
      aria-disabled={loading || native['aria-disabled']}
      aria-pressed={pressed ?? native['aria-pressed']}
      onClick={loading ? swallow : onClick}
    >
      {loading ? <Spinner /> : icon && <Icon name={icon} size={iconSize} className={styles.icon} />}
      {children}
      {iconEnd && <Icon name={iconEnd} size={14} className={styles.iconEnd} />}
      {keys !== undefined && (
        <Kbd keys={keys} tone={variant === 'primary' ? 'inverse' : 'default'} className={styles.keys} />
      )}
    </button>
  );
};

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'iconEnd' | 'icon' | 'aria-label'> {
  readonly icon: IconName;
  /** The button's name and its tooltip. */
  readonly label: string;
  readonly iconSize?: 12 | 14 | 16 | 20 | undefined;
  readonly tooltip?: boolean | undefined;
  readonly tooltipSide?: 'top' | 'bottom' | 'inline-start' | 'inline-end' | undefined;
}

export const IconButton = ({
  icon,
  label,
  iconSize,
  tooltip = true,
  tooltipSide,
  variant = 'ghost',
  size = 'md',
  loading = false,
  pressed,
  keys,
  className,
  onClick,
  type = 'button',
  ...native
}: IconButtonProps) => {
  const button = (
    <button
      {...native}
      type={type}
      className={classNames(styles.button, styles.square, className)}
      data-variant={variant}
      data-size={size}
      aria-label={label}
      aria-busy={loading || undefined}
      aria-disabled={loading || native['aria-disabled']}
      aria-pressed={pressed ?? native['aria-pressed']}
      onClick={loading ? swallow : onClick}
    >
      {loading ? (
        <Spinner />
      ) : (
        <Icon name={icon} size={iconSize ?? (size === 'sm' ? 14 : 16)} className={styles.icon} />
      )}
    </button>
  );
  if (!tooltip) return button;
  return (
    <Tooltip content={label} keys={keys} side={tooltipSide}>
      {button}
    </Tooltip>
  );
};
