import { msg } from '@lingui/core/macro';
import { JobId } from '@shared/domain/ids';
import type { Failure } from '@shared/errors/failure';
import { toMessage } from '@shared/messages/message';
import type { Clock, Log } from '../kernel/ports';
import type { InTransaction, ReadDb } from '../storage/db';
import type { HandledJob } from './handled-jobs';
import { addCrash, insertAttempt, listActive, saveEnd } from './jobs.sql';
import { stateAfterCrash } from './next-state.rules';

const CRASHED = toMessage(msg`Outpost stopped while this was running.`);

/** Puts back what was running when the engine died. Only one process has the workspace, so whatever is active when it opens is not. */
export const recoverJobs = (
  deps: {
    readonly clock: Clock;
    readonly log: Log;
    readonly read: ReadDb;
    readonly inTransaction: InTransaction;
  },
  handled: ReadonlyMap<string, HandledJob>,
): void => {
  const nowMs = deps.clock.nowMs();
  const failure: Failure = { code: 'internal', words: CRASHED, detail: {} };
  for (const row of listActive(deps.read)) {
    const id = JobId.parse(row.id);
    const kind = handled.get(row.kind);
    const crashes = row.crashes + 1;
    const next = stateAfterCrash(kind, crashes, row.wish);
    deps.log.warn('a job was cut short', { id, kind: row.kind, crashes, state: next.state });
    const isDead = next.state === 'dead';
    const ended = { id, nowMs, progress: row.progress, note: null, result: undefined };
    deps.inTransaction((db) => {
      addCrash(db, id);
      insertAttempt(db, { id, outcome: 'crashed', startedAtMs: row.started_at_ms ?? nowMs, ms: 0, failure });
      saveEnd(db, { ...next, ...ended, failure: isDead ? failure : null });
      kind?.onState?.(db, JSON.parse(row.payload), next.state, isDead ? CRASHED : null);
    });
  }
};
