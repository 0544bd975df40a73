import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import type { Clock, Random } from '../../kernel/ports';
import { stoppedClock } from '../../kernel/stopped-clock';
import { wholeOf } from '../../schema/access';
import { keepActor } from '../../schema/actors.sql';
import type { SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { WriteDb } from '../../storage/db';
import { createChangeCollector } from './change-collector';
import type { ChangeCollector } from './change-collector';
import { openJournal } from '../../change-log/journal';
import type { Journal, OperationLink } from '../../change-log/journal';
import { createTargets } from './known-targets';
import type { KnownTargets } from './known-targets';
import { insertDirectly, insertTogether } from '../../storage/row-buffer';
import { openNumberBook, type NumberBook } from './number-book';
import type { RowBuffer } from '../../storage/row-buffer';
import { openTextIndex, type TextIndex } from './text-index';
import { addToCount } from './record.sql';
import { openTotalChanges, type TotalChanges } from '../totals/total-changes';
import { createDirtyRecords, type DirtyRecords } from '../computed/dirty-records';
import { recomputeDirty } from '../computed/recompute';
import { gatherLateSight, type LateSight } from '../policy/late-sight';
import { findNextRid } from '../../change-log/rec.sql';
import type { WriteIntent } from '../../change-log/journal';

export interface WriteDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly schema: SeenSchema;
  readonly settings: () => Pick<WorkspaceSettings, 'currency' | 'phoneRegion' | 'timeZone'>;
}

/** What the steps of one call of the write path share. */
export interface WriteSession {
  readonly db: WriteDb;
  /** The same without the rows that wait in `rows`, for what is known to be no row of this session. */
  readonly transaction: WriteDb;
  readonly deps: WriteDeps;
  /** With nothing left out: records keep what their author does not see. */
  readonly schema: SchemaModel;
  /** As whoever writes may see it: what they may name and change. */
  readonly seen: SchemaModel;
  readonly intent: WriteIntent;
  /** Number of the actor, as the columns `created_by` and `updated_by` keep it. */
  readonly actorId: number;
  readonly currency: string;
  readonly phoneRegion: string;
  /** IANA; decides which day a moment is on, and which day "today" is. */
  readonly timeZone: string;
  readonly journal: Journal;
  readonly collector: ChangeCollector;
  readonly numbers: NumberBook;
  /** What computed fields may depend on. */
  readonly dirty: DirtyRecords;
  /** Records that whoever writes must see at the end. */
  readonly lateSight: LateSight;
  readonly knownTargets: KnownTargets;
  /** Those made in this session under ids that its caller chose: their rows may still wait. Not remembered, for an import makes more records than it names. */
  readonly madeTargets: KnownTargets;
  /** Where new rows go; through `db` they are seen at once. */
  readonly rows: RowBuffer;
  readonly texts: TextIndex;
  readonly nextRid: () => number;
  readonly addCount: (obj: string, live: number, trashed: number) => void;
  readonly totals: TotalChanges;
  /** Says what history shall call the operation where nobody else did. */
  readonly nameSubject: (title: () => string) => void;
}

export interface OpenWriteSession extends WriteSession {
  /** Keeps counters and clock; the last step before the transaction may commit. */
  readonly close: () => ReturnType<Journal['close']>;
}

const RANDOM_CHUNK = 1000;

/** Draws many bytes at once: asking the system for ten of them costs more than writing a row. */
const inBulk = (random: Random): Random => {
  let chunk: Uint8Array = new Uint8Array(0);
  let used = 0;
  let isFirst = true;
  return {
    bytes: (length) => {
      if (isFirst || length > RANDOM_CHUNK) {
        isFirst = false;
        return random.bytes(length);
      }
      if (used + length > chunk.length) {
        chunk = random.bytes(RANDOM_CHUNK);
        used = 0;
      }
      used += length;
      return chunk.subarray(used - length, used);
    },
  };
};

/** What only many writes at a time are worth. */
export interface BulkSession {
  readonly knownTargets: KnownTargets;
}

/** What a session goes by that repeats what was logged before, in a copy of the workspace: nothing is logged anew. */
export interface RepeatedLog {
  readonly journal: Journal;
  readonly nextRid: () => number;
}

/** Opens what one call of the write path shares, in the caller's transaction; `close` before it commits. */
export const openWriteSession = (
  given: WriteDeps,
  transaction: WriteDb,
  intent: WriteIntent & OperationLink,
  { bulk, repeated }: { readonly bulk?: BulkSession; readonly repeated?: RepeatedLog } = {},
): OpenWriteSession => {
  const deps = repeated ? given : { ...given, clock: stoppedClock(given.clock) };
  const { db, rows } = bulk ? insertTogether(transaction) : { db: transaction, rows: insertDirectly(transaction) };
  let rid: number | undefined;
  let actorId: number | undefined;
  const counts = new Map<string, { live: number; trashed: number }>();
  let subject: string | null = null;
  const totals = openTotalChanges(transaction);
  const collector = createChangeCollector();
  const wholeSchema = (): SchemaModel => wholeOf(deps.schema.current());
  const dirty = createDirtyRecords(wholeSchema);
  const texts = openTextIndex(db, wholeSchema, bulk && rows);
  const lateSight = gatherLateSight(deps.schema.current);
  const journal = repeated?.journal ?? openJournal(deps, db, intent, () => subject, rows);
  const numbers = openNumberBook(transaction);
  const { currency, phoneRegion, timeZone } = deps.settings();
  return {
    db,
    transaction,
    deps: { ...deps, random: inBulk(deps.random) },
    // Undo may bring a field back in the middle of a call.
    get schema() {
      return wholeSchema();
    },
    get seen() {
      return deps.schema.current();
    },
    intent,
    get actorId() {
      actorId ??= keepActor(transaction, intent.actor);
      return actorId;
    },
    currency,
    phoneRegion,
    timeZone,
    journal,
    collector,
    numbers,
    dirty,
    lateSight,
    knownTargets: bulk?.knownTargets ?? createTargets(),
    madeTargets: createTargets(),
    rows,
    texts,
    nextRid:
      repeated?.nextRid ??
      (() => {
        rid = rid === undefined ? findNextRid(db) : rid + 1;
        return rid;
      }),
    addCount: (obj, live, trashed) => {
      const count = counts.get(obj) ?? { live: 0, trashed: 0 };
      count.live += live;
      count.trashed += trashed;
      counts.set(obj, count);
    },
    totals,
    nameSubject: (title) => {
      if (intent.subject === undefined) subject ??= title();
    },
    close: () => {
      rows.flush();
      numbers.save(db, deps.clock.nowMs());
      const dirt = dirty.take();
      if (dirt) recomputeDirty(wholeSchema(), db, { collector, texts }, dirt);
      lateSight.assertSeen(db, deps.schema.current());
      texts.close();
      for (const [obj, count] of counts) {
        if (count.live !== 0 || count.trashed !== 0) addToCount(db, obj, count.live, count.trashed);
      }
      totals.flush(db);
      return journal.close();
    },
  };
};
