import { useState } from 'react';
import { useUndo } from './undo';

/** Something that a person waits for: busy until it is done, errors told, `onEnd` called either way. */
export const useBusyAction = (
  work: () => Promise<unknown>,
  onEnd: () => void,
): { readonly isBusy: boolean; readonly run: () => Promise<void> } => {
  const { reportError } = useUndo();
  const [isBusy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      reportError(error);
    }
    onEnd();
  };
  return { isBusy, run };
};
