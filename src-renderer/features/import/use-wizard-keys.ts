import { useEffect, useRef } from 'react';
import { isOverlayOpen } from '../../ui/overlay-open';

interface WizardKeys {
  /** Ctrl or Cmd+Enter. */
  readonly onNext: (() => void) | undefined;
  /** Esc. */
  readonly onBack: (() => void) | undefined;
}

/** Of a control that has a use of its own for Esc. */
export const KEEPS_ESCAPE = { 'data-keeps-escape': true } as const;

const keepsEscape = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && target.dataset['keepsEscape'] !== undefined;

/** The keys that lead through the steps. */
export const useWizardKeys = (keys: WizardKeys): void => {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || isOverlayOpen()) return;
      const run =
        event.key === 'Enter' && (event.ctrlKey || event.metaKey)
          ? current.current.onNext
          : event.key === 'Escape' && !keepsEscape(event)
            ? current.current.onBack
            : undefined;
      if (!run) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    // Before anything else hears of the key: an overlay that closes on Esc must still be there to be seen.
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
};
