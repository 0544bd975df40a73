import { useCallback } from 'react';
import { useEngine } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';

/** Runs a change of the data model, says what was done and offers to take it back. False: it failed, and why was said. */
export const useSchemaChange = (): ((text: string, change: () => Promise<unknown>) => Promise<boolean>) => {
  const engine = useEngine();
  const { offerUndo, reportError } = useUndo();
  return useCallback(
    async (text, change) => {
      try {
        await change();
        // A schema change does not answer with its operation; it is the newest one now.
        const { undo } = await engine.history.state({});
        offerUndo(text, undo?.verb === 'schema' ? undo.id : null);
        return true;
      } catch (error) {
        reportError(error);
        return false;
      }
    },
    [engine, offerUndo, reportError],
  );
};
