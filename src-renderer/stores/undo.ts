import { useLingui } from '@lingui/react/macro';
import { plural } from '@lingui/core/macro';
import { useMemo } from 'react';
import type { NothingDone, UndoResult } from '@shared/contract/history.contract';
import type { OperationId } from '@shared/domain/ids';
import { toAppError } from '../rpc/call-error';
import { useEngine } from '../rpc/engine-context';
import { undoKeys } from './key-names';
import { useToasts } from './toasts.store';

export interface UndoActions {
  /** Undoes the named action, or the newest one, and says what came of it. */
  readonly undo: (operationId?: OperationId) => Promise<void>;
  readonly redo: () => Promise<void>;
  /** Says that something is done and offers to take it back. */
  readonly offerUndo: (text: string, operationId: OperationId | null) => void;
  /** Says why something did not work. */
  readonly reportError: (error: unknown) => void;
}

/** One toast says what came of the last undo or redo. */
const SUBJECT = 'undo';
const subjectOf = (operationId: OperationId): string => `operation-${operationId}`;

/** Undo, redo and the toasts that go with them. */
export const useUndo = (): UndoActions => {
  const { t } = useLingui();
  const engine = useEngine();
  const show = useToasts((state) => state.show);
  const dismissSubject = useToasts((state) => state.dismissSubject);
  return useMemo(() => {
    const reportError = (error: unknown) => {
      const { code, message } = toAppError(error);
      // Whoever gives something up knows it.
      if (code !== 'cancelled') show({ text: message, tone: 'error' });
    };
    const skippedText = ({ skippedCount }: UndoResult) =>
      t`${plural(skippedCount, {
        one: '# value was changed later and was left alone.',
        other: '# values were changed later and were left alone.',
      })}`;
    const nothingUndone: Readonly<Record<NothingDone, string>> = {
      changedSince: t`Nothing was undone: all of it was changed later.`,
      gone: t`Nothing was undone: a part of it was deleted for good.`,
      alreadySo: t`Nothing was undone: everything is as it was before.`,
    };
    const nothingRedone: Readonly<Record<NothingDone, string>> = {
      changedSince: t`Nothing was done again: all of it was changed later.`,
      gone: t`Nothing was done again: a part of it was deleted for good.`,
      alreadySo: t`Nothing was done again: everything is so already.`,
    };
    const undo = async (operationId?: OperationId) => {
      try {
        const result = await engine.history.undo(operationId === undefined ? {} : { operationId });
        const { operation } = result;
        if (operation) dismissSubject(subjectOf(operation.id));
        if (!operation) show({ text: t`Nothing to undo`, subject: SUBJECT });
        else if (result.nothingDone) show({ text: nothingUndone[result.nothingDone], subject: SUBJECT });
        else if (result.skippedCount > 0) show({ text: `${t`Undone.`} ${skippedText(result)}`, subject: SUBJECT });
        else show({ text: t`Undone`, subject: SUBJECT, action: { label: t`Redo`, run: () => void redo() } });
      } catch (error) {
        reportError(error);
      }
    };
    const redo = async () => {
      try {
        const result = await engine.history.redo({});
        if (!result.operation) show({ text: t`Nothing to redo`, subject: SUBJECT });
        else if (result.nothingDone) show({ text: nothingRedone[result.nothingDone], subject: SUBJECT });
        else if (result.skippedCount > 0) show({ text: `${t`Done again.`} ${skippedText(result)}`, subject: SUBJECT });
        else show({ text: t`Done again`, subject: SUBJECT, action: { label: t`Undo`, run: () => void undo() } });
      } catch (error) {
        reportError(error);
      }
    };
    return {
      undo,
      redo,
      reportError,
      offerUndo: (text, operationId) => {
        // What could be done again before can no longer be.
        dismissSubject(SUBJECT);
        show({
          text,
          ...(operationId === null
            ? {}
            : {
                subject: subjectOf(operationId),
                action: { label: t`Undo`, keys: undoKeys(), run: () => void undo(operationId) },
              }),
        });
      },
    };
  }, [engine, show, dismissSubject, t]);
};
