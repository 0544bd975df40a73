import { msg } from '@lingui/core/macro';
import type { RecordId } from '@shared/domain/ids';
import type { FieldValue } from '@shared/domain/values';
import { AppError, isRefused } from '@shared/errors/app-error';
import { findRec, isLive } from '../../change-log/rec.sql';
import { newestStamp, parseExceptions, type Exceptions, type Stamp } from '../../change-log/stamps.rules';
import { wholeOf } from '../../schema/access';
import type { NormalizeContext } from '../../schema/field-types/field-type-storage';
import type { SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { isSeen, mayEditField } from '../policy/may';
import { getObject } from '../query/record-set';
import type { StoredRecord } from '../write/apply';
import { readCells } from '../write/record.sql';
import { storedValue, toWritable, type WritableField, type WritableObject } from '../write/writable-object';
import { chooseValue, type Candidate, type Choice, type Element } from './merge-choice.rules';

/** Which records become which one. */
export interface MergeRequest {
  readonly object: string;
  readonly ids: readonly RecordId[];
  /** Default: the one that holds most. */
  readonly into?: RecordId | undefined;
  /** Field to the record whose value it takes. */
  readonly take?: Readonly<Record<string, RecordId>> | undefined;
}

export interface MergeDeps {
  readonly schema: { readonly current: () => SchemaModel };
  readonly settings: () => { readonly currency: string; readonly phoneRegion: string; readonly timeZone: string };
}

/** The records of a merge as they stand. */
export interface MergeSources {
  readonly object: WritableObject;
  readonly survivor: StoredRecord;
  readonly losers: readonly StoredRecord[];
}

export interface FieldChoice extends Choice {
  readonly field: WritableField;
}

const notThere = (object: string, id: RecordId): AppError =>
  new AppError('not_found', msg`There is no such record.`, { object, id });

const readSource = (db: ReadDb, seen: SchemaModel, object: WritableObject, id: RecordId): StoredRecord => {
  const { name, key } = object.model.def;
  const rec = findRec(db, id);
  if (rec?.obj !== key || !isSeen(db, seen, name, rec.rid)) throw notThere(name, id);
  if (rec.alive === 0)
    throw new AppError('invalid_input', msg`The record is in the trash. Restore it first.`, {
      reason: 'in_trash',
      object: name,
      id,
    });
  return { object, id, rec, cells: readCells(db, object, rec.rid) };
};

const countFilled = ({ cells }: StoredRecord): number => cells.filter((cell) => cell !== null).length;

/** The record that holds most, of those the oldest. */
const fullest = (records: readonly StoredRecord[]): StoredRecord | undefined =>
  records.toSorted((a, b) => countFilled(b) - countFilled(a) || a.rec.rid - b.rec.rid)[0];

/** Errors: `not_found`, `invalid_input` for records in the trash, fewer than two, or a survivor that is none of them. */
export const readSources = (deps: MergeDeps, db: ReadDb, { object: name, ids, into }: MergeRequest): MergeSources => {
  const seen = deps.schema.current();
  const { key } = getObject(seen, name).def;
  const model = wholeOf(seen).objectsByKey.get(key);
  if (!model) throw new Error(`Object ${key} is gone`);
  const object = toWritable(model);
  const records = [...new Set(ids)].map((id) => readSource(db, seen, object, id));
  const survivor = into === undefined ? fullest(records) : records.find(({ id }) => id === into);
  if (!survivor || records.length < 2)
    throw new AppError('invalid_input', msg`Choose at least two records, and which of them stays.`, {
      object: name,
      field: 'into',
    });
  return { object, survivor, losers: records.filter((record) => record !== survivor) };
};

const stampOf = (field: WritableField, { rec }: StoredRecord, exceptions: Exceptions): Stamp => {
  let newest: Stamp = [rec.baseT, rec.baseDev];
  for (const { key } of field.registers) {
    const stamp = newestStamp(exceptions[key]);
    if (stamp && stamp[0] > newest[0]) newest = stamp;
  }
  return newest;
};

/** A link to a record that is not there, or that goes or stays in this merge, means nothing afterwards. */
const withoutDeadLink = (
  db: ReadDb,
  schema: SchemaModel,
  { model }: WritableField,
  stored: FieldValue,
  merged: ReadonlySet<string>,
): FieldValue => {
  const { type, settings } = model.def;
  if (typeof stored !== 'string' || (type !== 'relation' && type !== 'morphRelation')) return stored;
  const colon = type === 'relation' ? -1 : stored.indexOf(':');
  const target = schema.objects.get(type === 'relation' ? (settings.target ?? '') : stored.slice(0, colon));
  const id = stored.slice(colon + 1);
  return target && !merged.has(id) && isLive(db, id, target.def.key) ? stored : null;
};

const fieldContext = (deps: MergeDeps, schema: SchemaModel, field: WritableField): NormalizeContext => {
  const { currency, phoneRegion } = deps.settings();
  return { settings: field.model.def.settings, currency, phoneRegion, members: schema.members };
};

/** Fields that a merge fills: what the engine numbers or computes stays the survivor's, and so does what the caller may not change. */
const mergedFields = (seen: SchemaModel, object: WritableObject): readonly WritableField[] =>
  [...object.fieldsByName.values()].filter(
    (field) =>
      // Its place in a list is the survivor's own.
      !field.model.def.isSystem &&
      !field.model.rules.isComputed &&
      field.model.def.type !== 'relations' &&
      mayEditField(seen, object.model.def.name, field),
  );

/** Whose value each field takes. Errors: `invalid_input` where a choice names a field or record that the merge does not have. */
export const chooseValues = (
  deps: MergeDeps,
  db: ReadDb,
  { object, survivor, losers }: MergeSources,
  take: MergeRequest['take'] = {},
): readonly FieldChoice[] => {
  const seen = deps.schema.current();
  const schema = wholeOf(seen);
  const { timeZone } = deps.settings();
  const sources = [survivor, ...losers].map((record) => ({ record, exceptions: parseExceptions(record.rec.x) }));
  const merged = new Set<string>(sources.map(({ record }) => record.id));
  const fields = mergedFields(seen, object);
  assertChoices(object, fields, merged, take);
  return fields.map((field): FieldChoice => {
    const candidates = sources.map(({ record, exceptions }): Candidate => {
      const stored = withoutDeadLink(db, schema, field, storedValue(field, record.cells), merged);
      return { id: record.id, stored, stamp: stampOf(field, record, exceptions) };
    });
    const taken = take[field.model.def.name];
    if (taken !== undefined)
      return { field, from: [taken], stored: candidates.find(({ id }) => id === taken)?.stored ?? null };
    const accepts = (elements: readonly Element[]): boolean => {
      const union = [...elements];
      // All elements of one list are of one type.
      if (field.check?.(union as readonly string[], timeZone) !== undefined) return false;
      return !isRefused(() => field.model.storage.normalize(union, fieldContext(deps, schema, field)));
    };
    return { field, ...chooseValue(field.model.def.type, candidates, accepts) };
  });
};

const assertChoices = (
  object: WritableObject,
  fields: readonly WritableField[],
  merged: ReadonlySet<string>,
  take: NonNullable<MergeRequest['take']>,
): void => {
  const known = new Set(fields.map(({ model }) => model.def.name));
  for (const [name, id] of Object.entries(take)) {
    if (!known.has(name))
      throw new AppError('invalid_input', msg`There is no field named "${name}" to choose a value of.`, {
        object: object.model.def.name,
        field: name,
      });
    if (!merged.has(id)) throw notThere(object.model.def.name, id);
  }
};
