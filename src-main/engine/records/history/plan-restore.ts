import { msg } from '@lingui/core/macro';
import { isDerived } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { type Message, toMessage } from '@shared/messages/message';
import type { ChangeRow } from '../../change-log/change.sql';
import type { FieldModel } from '../../schema/model';
import { assertMay, assertMayEdit, assertStaysSeen, isSeenField } from '../policy/may';
import type { StoredRecord } from '../write/apply';
import { type LinkPlan, planLinks } from '../write/links';
import { assertStage } from '../write/stage-rules';
import { assertUnique } from '../write/unique';
import { assertRequired, assertStillFits } from '../write/validate';
import { type Cells, isSame, storedValue, type WritableField } from '../write/writable-object';
import type { WriteSession } from '../write/write-session';
import { findRec } from '../../change-log/rec.sql';
import type { FieldChange } from './field-changes';
import { linksThen, takeBack } from './state-then';

/** What is to be brought back: to the end of which moment, as a stamp, and which fields; all where none are named. */
export interface RestoreAim {
  readonly t: number;
  readonly fields: ReadonlySet<string> | undefined;
  /** Keys of fields that were made later. */
  readonly laterFields: ReadonlySet<string>;
}

/** What is left as it is: a field, or with null the whole record. */
export interface LeftAlone {
  readonly field: FieldModel | null;
  readonly reason: Message;
}

/** What bringing a record back would do; decided before anything is written. */
export interface RestorePlan {
  readonly record: StoredRecord;
  readonly comesBack: boolean;
  readonly after: readonly (string | number | null | Uint8Array)[];
  readonly links: readonly LinkPlan[];
  readonly changes: readonly FieldChange[];
  readonly leftAlone: readonly LeftAlone[];
}

const NOT_YET = toMessage(msg`It had not been made yet.`);
const IN_TRASH = toMessage(msg`It was in the trash then.`);
const CAME_LATER = toMessage(msg`This field was made later.`);
const NO_TARGET = toMessage(msg`A record that it was linked with is not there any more.`);

/** What a rule says against something; undefined where none does. */
const refusalOf = (check: () => void): Message | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.words;
    throw error;
  }
};

/** A plan while it is made. */
interface Draft {
  readonly session: WriteSession;
  readonly record: StoredRecord;
  readonly aim: RestoreAim;
  /** As the record was. */
  readonly past: Cells;
  /** As it will be. */
  readonly after: Cells;
  readonly leftAlone: LeftAlone[];
}

const copyField = (from: readonly Cells[number][], to: Cells, field: WritableField): void => {
  for (let at = field.from; at < field.to; at += 1) to[at] = from[at] ?? null;
};

const leaveField = ({ record, after, leftAlone }: Draft, field: WritableField, reason: Message): void => {
  copyField(record.cells, after, field);
  leftAlone.push({ field: field.model, reason });
};

const isMeant = ({ session, record, aim }: Draft, field: WritableField): boolean => {
  const { def } = field.model;
  // A running number stands on invoices, and what is computed follows.
  if (def.deletedAtMs !== null || def.isSystem || isDerived(def) || def.type === 'autoNumber') return false;
  return (aim.fields?.has(def.name) ?? true) && isSeenField(session.seen, record.object.model.def.name, field);
};

const bringBackField = (draft: Draft, field: WritableField): void => {
  const { session, record, aim, past, after } = draft;
  const { object, id, rec } = record;
  if (isSame(record.cells, past, field.from, field.to)) return;
  if (aim.laterFields.has(field.model.def.key)) return leaveField(draft, field, CAME_LATER);
  copyField(past, after, field);
  const refusal = refusalOf(() => {
    assertMayEdit(session.seen, object, field);
    const stored = storedValue(field, past);
    assertStillFits(session, object, field, stored, record.cells);
    if (stored === id && field.model.def.type === 'relation')
      throw new AppError('invalid_input', msg`A record cannot point to itself.`);
    assertRequired(session, object, [field], after);
    assertUnique(session, object, [field], after, rec.rid);
  });
  if (refusal) leaveField(draft, field, refusal);
};

/** What the stage asks for is asked when all values are there; then the stage stays, or what it needs. */
const keepStageRules = (draft: Draft): void => {
  const { record, after } = draft;
  const { object } = record;
  const check = (): Message | undefined => refusalOf(() => assertStage(object, record.cells, after));
  const refusal = check();
  if (!refusal || !object.stageField) return;
  leaveField(draft, object.stageField, refusal);
  const still = check();
  if (!still) return;
  for (const field of object.fields)
    if (!isSame(record.cells, after, field.from, field.to) && isSame(after, object.blank, field.from, field.to))
      leaveField(draft, field, still);
};

interface LinkChanges {
  readonly plans: readonly LinkPlan[];
  readonly changes: readonly FieldChange[];
}

/** Links are looked at as the caller sees them; those with what is out of sight stay. */
const bringBackLinks = (draft: Draft): LinkChanges => {
  const { session, record, aim, leftAlone } = draft;
  const { object, id } = record;
  const seenModel = session.seen.objectsByKey.get(object.model.def.key);
  const fields = object.fields.filter((field) => field.model.def.type === 'relations' && isMeant(draft, field));
  if (!seenModel || fields.length === 0) return { plans: [], changes: [] };
  const links = linksThen(session.db, session.seen, seenModel, id, aim.t);
  const plans: LinkPlan[] = [];
  const changes: FieldChange[] = [];
  for (const field of fields) {
    const { def } = field.model;
    const { past = [], now = [] } = links.get(def.key) ?? {};
    const gone = past.filter((other) => !now.includes(other));
    const came = now.filter((other) => !past.includes(other));
    const link = session.schema.links.get(def.settings.link ?? '');
    if (!link || (gone.length === 0 && came.length === 0)) continue;
    const refusal = aim.laterFields.has(def.key)
      ? CAME_LATER
      : refusalOf(() => assertMayEdit(session.seen, object, field));
    if (refusal) {
      leftAlone.push({ field: field.model, reason: refusal });
      continue;
    }
    const add = gone.filter((other) => findRec(session.db, other)?.alive === 1);
    if (add.length < gone.length) leftAlone.push({ field: field.model, reason: NO_TARGET });
    if (add.length === 0 && came.length === 0) continue;
    const wish = { kind: 'change', add, remove: came } as const;
    plans.push(...planLinks(session, id, [{ link, side: def.settings.side ?? 'a', wish }]));
    const kept = now.filter((other) => !came.includes(other));
    changes.push({ field: field.model, before: listOf(now), after: listOf([...kept, ...add]) });
  }
  return { plans, changes };
};

const listOf = (ids: readonly string[]): FieldValue => (ids.length === 0 ? null : ids);

const unchanged = (record: StoredRecord, leftAlone: readonly LeftAlone[]): RestorePlan => ({
  record,
  comesBack: false,
  after: record.cells,
  links: [],
  changes: [],
  leftAlone,
});

/** Whether the record as a whole may be brought back as planned. Errors: `forbidden`, `invalid_input`. */
const assertRecord = ({ session, record, after }: Draft, comesBack: boolean, isPatched: boolean): void => {
  const { object, id, rec } = record;
  if (comesBack) assertMay(session.seen, 'restore', object);
  if (isPatched) assertMay(session.seen, 'edit', object);
  if (comesBack) assertUnique(session, object, object.fields, after, rec.rid);
  assertStaysSeen(session.db, session.seen, object, {
    id,
    rid: rec.rid,
    cells: after,
    // Whoever makes a record counts for new ones alone.
    actorId: 0,
    nowMs: session.deps.clock.nowMs(),
  });
};

/**
 * What it takes to make a record what it was: its values, its links, and its life where it is in the trash now. Never deletes. Whatever a rule of today speaks against is left as it is and named.
 * `changes` are those of the record's own log after the moment, last first. Reads only.
 */
export const planRestore = (
  session: WriteSession,
  record: StoredRecord,
  aim: RestoreAim,
  changes: readonly ChangeRow[],
): RestorePlan => {
  const { object, rec } = record;
  const { life, cells: past } = takeBack(object, { isAlive: rec.alive === 1, cells: record.cells }, changes);
  if (life === 'notYet') return unchanged(record, [{ field: null, reason: NOT_YET }]);
  if (life === 'trash') return unchanged(record, rec.alive === 1 ? [{ field: null, reason: IN_TRASH }] : []);
  const draft: Draft = { session, record, aim, past, after: [...record.cells], leftAlone: [] };
  for (const field of object.fields) if (isMeant(draft, field)) bringBackField(draft, field);
  keepStageRules(draft);
  const links = bringBackLinks(draft);
  const comesBack = rec.alive === 0;
  const changed = object.fields.filter((field) => !isSame(record.cells, draft.after, field.from, field.to));
  const isPatched = changed.length > 0 || links.plans.length > 0;
  if (!comesBack && !isPatched) return unchanged(record, draft.leftAlone);
  const refusal = refusalOf(() => assertRecord(draft, comesBack, isPatched));
  if (refusal) return unchanged(record, [{ field: null, reason: refusal }]);
  const own = changed.map((field): FieldChange => ({
    field: field.model,
    before: storedValue(field, record.cells),
    after: storedValue(field, draft.after),
  }));
  return {
    record,
    comesBack,
    after: draft.after,
    links: links.plans,
    changes: [...own, ...links.changes],
    leftAlone: draft.leftAlone,
  };
};
