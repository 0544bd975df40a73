import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly content: ReactNode;
  readonly keys?: string | readonly string[] | undefined;
  readonly side?: 'top' | 'bottom' | 'inline-start' | 'inline-end' | undefined;
  readonly align?: 'start' | 'center' | 'end' | undefined;
  readonly disabled?: boolean | undefined;
  /** The element it explains; it must accept a ref and spread props. */
  readonly children: ReactElement;
}

/** Once one tooltip is open, its neighbours open at once. Wrap the application in it. */
export const TooltipProvider = ({ children }: { readonly children: ReactNode }) => (
  <Base.Provider delay={400} closeDelay={0} timeout={300}>
    {children}
  </Base.Provider>
);

export const Tooltip = ({ content, keys, side = 'bottom', align = 'center', disabled, children }: TooltipProps) => (
  <Base.Root disabled={disabled ?? false}>
    <Base.Trigger delay={400} render={children} />
    <Base.Portal>
      <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className={styles.positioner}>
        <Base.Popup className={styles.popup}>
          {content}
          {keys !== undefined && <Kbd keys={keys} tone="inverse" />}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
