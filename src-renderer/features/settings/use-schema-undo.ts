import { useCallback, useState } from 'react';
import { toAppError } from '../../rpc/call-error';
import { useEngine } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';

/** Runs a change of the data model, says what was done and offers to take it back. False: it failed, and why was said. */
type SchemaChange = (text: string, change: () => Promise<unknown>) => Promise<boolean>;

const useChange = (onError: (error: unknown) => void): SchemaChange => {
  const engine = useEngine();
  const { offerUndo } = useUndo();
  return useCallback(
    async (text, change) => {
      try {
        await change();
        // A schema change does not answer with its operation; it is the newest one now.
        const { undo } = await engine.history.state({});
        offerUndo(text, undo?.verb === 'schema' ? undo.id : null);
        return true;
      } catch (error) {
        onError(error);
        return false;
      }
    },
    [engine, offerUndo, onError],
  );
};

/** For a change at one touch: a toast says why it failed. */
export const useSchemaChange = (): SchemaChange => useChange(useUndo().reportError);

/** For a form: why it was not saved is said in the form, where it can be put right, until the next try. */
export const useSchemaForm = (): { readonly change: SchemaChange; readonly problem: string | null } => {
  const [problem, setProblem] = useState<string | null>(null);
  const report = useCallback((error: unknown) => setProblem(toAppError(error).message), []);
  const run = useChange(report);
  const change = useCallback<SchemaChange>(
    (text, work) => {
      setProblem(null);
      return run(text, work);
    },
    [run],
  );
  return { change, problem };
};
