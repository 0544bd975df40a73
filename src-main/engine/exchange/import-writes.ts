import type { Message } from '@shared/messages/message';
import type { ChangeSet } from '@shared/domain/changes';
import { AppError } from '@shared/errors/app-error';
import type { RecordWrite, WriteOutcome } from '../records/write/record-write';
import type { ImportRow } from './import-file';

/** What becomes of a row that was understood. */
export interface RowState {
  readonly row: ImportRow;
  readonly kind: 'create' | 'update' | 'none';
  isChanged: boolean;
  error: Message | undefined;
}

/** A write on behalf of a row: its record, a record that it relates to, or a note about it. */
export interface PendingWrite {
  readonly write: RecordWrite;
  readonly state: RowState;
  readonly role: 'record' | 'target' | 'note';
}

/** Tells the rows what became of their writes. */
export const settleWrites = (
  writes: readonly PendingWrite[],
  results: WriteOutcome['results'],
  on: { readonly record: (rid: number) => void; readonly target: () => void; readonly refusedTarget: () => void },
): void => {
  results.forEach((result, i) => {
    const pending = writes[i];
    if (!pending) return;
    const { role, state } = pending;
    if (result instanceof AppError) {
      // A note about a record that was refused has nothing to be about: the record's own reason is the one to tell.
      if (role !== 'note' || state.kind === 'none') state.error ??= result.words;
      if (role === 'target') on.refusedTarget();
      return;
    }
    if (role === 'target') on.target();
    else if (result.isChanged) state.isChanged = true;
    if (role === 'record') on.record(result.rid);
  });
};

export type Changes = Omit<ChangeSet, 'seq'>;
