import type { Operation } from '@shared/contract/history.contract';
import { OperationId } from '@shared/domain/ids';
import type { ActorValue } from '@shared/domain/values';
import type { Clock } from '../kernel/ports';
import type { WriteDb } from '../storage/db';
import { insertDirectly, type RowBuffer } from '../storage/row-buffer';
import { insertChange } from './change.sql';
import { openDeviceClock, type DeviceClock } from './clock';
import { addToOperation, insertOperation } from './operation.sql';

/** Kinds of a change (sync.md 3) that this device makes. */
export const CHANGE_KIND = { create: 0, patch: 1, life: 2 } as const;
export type ChangeKind = (typeof CHANGE_KIND)[keyof typeof CHANGE_KIND];

/** A group is pushed all or none, so it has the limits of one push (sync.md 3). */
const MAX_GROUP_CHANGES = 2000;
const MAX_GROUP_CHARS = 2_000_000;

export interface LoggedChange {
  readonly rid: number;
  readonly kind: ChangeKind;
  readonly t: number;
  /** Payload in the wire form of sync.md 3, as JSON text. */
  readonly p: string;
  /** Old values by register, as JSON text; null where nothing was there. */
  readonly prev: string | null;
  /** Counter of the change that this one reverses. */
  readonly reverses?: number | undefined;
}

/** The log as one transaction writes it: all its changes belong to one operation. */
export interface Journal {
  readonly device: DeviceClock;
  readonly append: (change: LoggedChange) => void;
  /** Counts records towards what history says of the operation. */
  readonly count: (records: number) => void;
  /** Names the operation where the intent did not. Only the first change of a new operation takes it. */
  readonly operationId: () => OperationId | null;
  /** Keeps clock, counter and operation; the last call in the transaction. */
  readonly close: () => OperationId | null;
}

/** Who acts and what history shall call it. */
export interface WriteIntent {
  readonly actor: ActorValue;
  readonly verb: Operation['verb'];
  /** Continues an action that spans several transactions (an import); without it a new operation is made. */
  readonly operationId?: OperationId | undefined;
  /** API name of the object that the action is about; default: that of the first write. */
  readonly object?: string | undefined;
  readonly subject?: string | null | undefined;
}

export interface OperationLink {
  /** The operation that this one reverses. */
  readonly undoOf?: OperationId | undefined;
}

/** Opens the log for one transaction. An operation row is made with the first change, or `intent.operationId` continues. */
export const openJournal = (
  deps: { readonly clock: Clock },
  db: WriteDb,
  intent: WriteIntent & OperationLink,
  subject: () => string | null = () => null,
  rows: RowBuffer = insertDirectly(db),
): Journal => {
  // One reading for both: what is logged by a moment, and what was done by then, must be the same.
  const nowMs = deps.clock.nowMs();
  const device = openDeviceClock(db, nowMs);
  let operationId: OperationId | null = intent.operationId ?? null;
  let counted = 0;
  let isUsed = false;
  let group = 0;
  let groupChanges = MAX_GROUP_CHANGES;
  let groupChars = 0;

  const ensureOperation = (): OperationId => {
    operationId ??= OperationId.parse(
      insertOperation(db, {
        verb: intent.verb,
        object: intent.object ?? null,
        subject: intent.subject ?? subject(),
        atMs: nowMs,
        actor: JSON.stringify(intent.actor),
        undoOf: intent.undoOf ?? null,
      }),
    );
    return operationId;
  };

  return {
    device,
    append: (change) => {
      const op = ensureOperation();
      const dseq = device.nextDseq();
      const chars = change.p.length + (change.prev?.length ?? 0);
      if (groupChanges >= MAX_GROUP_CHANGES || groupChars + chars > MAX_GROUP_CHARS) {
        group = dseq;
        groupChanges = 0;
        groupChars = 0;
      }
      groupChanges += 1;
      groupChars += chars;
      isUsed = true;
      const cause = change.reverses === undefined ? null : `{"by":"undo","id":${change.reverses}}`;
      insertChange(rows, [
        device.dev,
        dseq,
        change.t,
        group,
        change.rid,
        change.kind,
        change.p,
        change.prev,
        cause,
        op,
      ]);
    },
    count: (records) => {
      counted += records;
    },
    operationId: () => operationId,
    close: () => {
      if (isUsed) device.save();
      if (operationId !== null && counted > 0) addToOperation(db, operationId, counted);
      return operationId;
    },
  };
};
