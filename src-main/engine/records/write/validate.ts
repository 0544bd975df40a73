import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { defaultInput } from '@shared/domain/field-types/field-rules';
import type { RecordId } from '@shared/domain/ids';
import { FieldInput, type FieldValue, type ValuesInput } from '@shared/domain/values';
import type { SqlValue } from '../../storage/db';
import { assertMayEdit, isSeenField } from '../policy/may';
import type { ParsedLinks } from './links';
import { assertReferences, parseLinks } from './references';
import { readAs, refuse } from './refusals';
import { setField, storedValue, toWritable } from './writable-object';
import type { Cells, WritableField, WritableObject } from './writable-object';
import type { WriteSession } from './write-session';

/** A value of one register may have this many bytes (sync.md 3). */
const MAX_VALUE_BYTES = 256 * 1024;

/** The object by API name. Errors: `not_found`. */
export const getWritable = (session: Pick<WriteSession, 'schema' | 'seen'>, name: string): WritableObject => {
  const model = session.schema.objects.get(name);
  if (!model || !session.seen.objects.has(name))
    throw new AppError('not_found', msg`There is no such object.`, { object: name });
  return toWritable(model);
};

const noSuchField = (object: WritableObject, name: string): AppError =>
  new AppError('invalid_input', msg`There is no field named "${name}".`, {
    object: object.model.def.name,
    field: name,
  });

const getWritableField = (object: WritableObject, name: string): WritableField => {
  const detail = { object: object.model.def.name, field: name };
  const field = object.fieldsByName.get(name);
  if (field && !field.model.rules.isComputed) return field;
  if (object.model.fields.has(name)) throw new AppError('invalid_input', msg`Outpost keeps this field itself.`, detail);
  throw noSuchField(object, name);
};

/**
 * Whether the caller may write into the fields that they name. Errors: `forbidden` with `field`; for one that they may not see `invalid_input`, as for one that
 * is not there.
 */
export const assertMayWrite = (
  { seen }: Pick<WriteSession, 'seen'>,
  object: WritableObject,
  values: ValuesInput,
): void => {
  if (!seen.access) return;
  for (const name of Object.keys(values)) {
    const field = object.fieldsByName.get(name);
    if (!field) continue;
    if (!isSeenField(seen, object.model.def.name, field)) throw noSuchField(object, name);
    assertMayEdit(seen, object, field);
  }
};

const normalize = (
  session: WriteSession,
  object: WritableObject,
  field: WritableField,
  input: FieldInput,
  before: readonly SqlValue[],
): FieldValue => {
  const { def, storage } = field.model;
  const given = readAs(object, field, () =>
    storage.normalize(input, {
      settings: def.settings,
      currency: session.currency,
      phoneRegion: session.phoneRegion,
      members: session.schema.members,
    }),
  );
  const { follow } = storage;
  if (!follow) return given;
  const context = { settings: def.settings, nowMs: session.deps.clock.nowMs() };
  return readAs(object, field, () => follow(storedValue(field, before), given, context));
};

const assertSize = (object: WritableObject, field: WritableField, cells: readonly SqlValue[]): void => {
  for (let i = field.from; i < field.to; i += 1) {
    const cell = cells[i];
    if (typeof cell !== 'string' || cell.length * 3 <= MAX_VALUE_BYTES) continue;
    if (Buffer.byteLength(cell) > MAX_VALUE_BYTES)
      throw refuse(object.model, field, msg`${field.model.def.label} is longer than 256 KiB.`, { reason: 'too_long' });
  }
};

const assertRules = (session: WriteSession, object: WritableObject, field: WritableField, stored: FieldValue): void => {
  const problem = field.check?.(stored, session.timeZone);
  if (problem !== undefined) throw refuse(object.model, field, problem, { reason: 'rule' });
};

/** A change may have this many bytes of log (sync.md 3); some are kept for keys and old values. */
const MAX_CHANGE_BYTES = 500 * 1024;
const SMALL_CHARS = 80_000;

const assertChangeSize = (object: WritableObject, parsed: readonly ParsedValue[], cells: readonly SqlValue[]): void => {
  let chars = 0;
  for (const { field } of parsed) {
    for (let i = field.from; i < field.to; i += 1) {
      const cell = cells[i];
      // A number is never long.
      if (typeof cell === 'string') chars += cell.length;
    }
  }
  // Escaped, a character takes six bytes at most.
  if (chars < SMALL_CHARS) return;
  if (Buffer.byteLength(JSON.stringify(parsed.map(({ stored }) => stored))) > MAX_CHANGE_BYTES) {
    throw new AppError('invalid_input', msg`These values are longer than 500 KiB together.`, {
      reason: 'too_long',
      object: object.model.def.name,
    });
  }
};

/** A value that a caller gave, as it will be kept. */
export interface ParsedValue {
  readonly field: WritableField;
  readonly stored: FieldValue;
}

/** What a caller gave for one record: values for its columns, and links to other records. */
export interface ParsedValues {
  readonly values: readonly ParsedValue[];
  readonly links: readonly ParsedLinks[];
}

/**
 * Parses values by the types of their fields and puts them into `cells`, which hold the record as it was. Touches nothing else.
 * Errors: `invalid_input` with `object` and `field`.
 */
export const parseValues = (
  session: WriteSession,
  object: WritableObject,
  values: ValuesInput,
  cells: Cells,
  selfId?: RecordId,
): ParsedValues => {
  const parsed: ParsedValue[] = [];
  const links: ParsedLinks[] = [];
  for (const name of Object.keys(values)) {
    const input = values[name];
    if (input === undefined) continue;
    const field = getWritableField(object, name);
    if (field.model.def.type === 'relations') {
      links.push(parseLinks(session, object, field, input, selfId));
      continue;
    }
    const stored = normalize(session, object, field, input, cells);
    setField(field, cells, stored);
    if (stored !== null) {
      assertSize(object, field, cells);
      assertRules(session, object, field, stored);
      assertReferences(session, object, field, stored);
      if (stored === selfId && field.model.def.type === 'relation')
        throw refuse(object.model, field, msg`A record cannot point to itself.`, { reason: 'no_target', id: stored });
    }
    parsed.push({ field, stored });
  }
  assertChangeSize(object, parsed, cells);
  return { values: parsed, links };
};

/**
 * Whether a value that a record once held could be written into it again: its type, options, rules, and what it points to. `before` are the record's cells as they are. Touches nothing.
 * Errors: those of `parseValues`.
 */
export const assertStillFits = (
  session: WriteSession,
  object: WritableObject,
  field: WritableField,
  stored: FieldValue,
  before: readonly SqlValue[],
): void => {
  if (stored === null) return;
  normalize(session, object, field, FieldInput.parse(stored), before);
  assertRules(session, object, field, stored);
  assertReferences(session, object, field, stored);
};

/** What a caller gave for a new record, and the defaults of the fields that it says nothing about. Null is a word: the field stays empty. */
export const withDefaults = (session: WriteSession, object: WritableObject, values: ValuesInput): ValuesInput => {
  const missing = object.defaultFields.filter(({ model }) => values[model.def.name] === undefined);
  const { id } = session.intent.actor;
  const creators =
    id === undefined ? [] : object.creatorFields.filter(({ model }) => values[model.def.name] === undefined);
  if (missing.length === 0 && creators.length === 0) return values;
  const context = {
    currency: session.currency,
    phoneRegion: session.phoneRegion,
    dateOrder: 'ymd' as const,
    decimalComma: false,
    nowMs: session.deps.clock.nowMs(),
    timeZone: session.timeZone,
    members: session.schema.members,
  };
  const filled: Record<string, FieldInput> = { ...values };
  for (const { model } of creators) filled[model.def.name] = id ?? null;
  for (const { model } of missing) filled[model.def.name] = defaultInput(model.def, model.rules, context) ?? null;
  return filled;
};

export const isEmptyField = (field: WritableField, cells: readonly SqlValue[]): boolean => {
  for (let i = field.from; i < field.to; i += 1) if (cells[i] !== null) return false;
  return true;
};

/** Errors: `invalid_input` for a required field without a value; `forbidden` where the caller may not even see it. */
export const assertRequired = (
  { seen }: Pick<WriteSession, 'seen'>,
  object: WritableObject,
  fields: Iterable<WritableField>,
  cells: readonly SqlValue[],
): void => {
  for (const field of fields) {
    if (!field.model.def.isRequired || !isEmptyField(field, cells)) continue;
    if (!isSeenField(seen, object.model.def.name, field))
      throw new AppError('forbidden', msg`Something is required here that your role does not let you give.`, {
        object: object.model.def.name,
      });
    throw refuse(object.model, field, msg`${field.model.def.label} is required.`, { reason: 'required' });
  }
};
