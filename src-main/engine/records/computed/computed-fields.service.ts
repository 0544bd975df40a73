import { msg } from '@lingui/core/macro';
import type { ComputedAnswer, ComputedTrial, ExplainComputed, TryComputed } from '@shared/contract/records.contract';
import type { BrokenField, CreateField, FieldRef, UpdateField } from '@shared/contract/schema.contract';
import { type FieldDef, isDerived, PLAIN_FIELD } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import { toMessage } from '@shared/messages/message';
import { findRec } from '../../change-log/rec.sql';
import { assertMaySet, wholeOf } from '../../schema/access';
import { checkFormula, settleResult } from '../../schema/computed/check-computed';
import { storageFor } from '../../schema/field-types/index';
import { rulesFor } from '@shared/domain/field-types/index';
import { RecordId } from '@shared/domain/ids';
import type { MetaDeps } from '../../schema/meta-write';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import { createField, deleteField, deleteObject, updateField } from '../../schema/schema.service';
import type { ReadDb, WriteDb } from '../../storage/db';
import { getObject } from '../query/record-set';
import { getRecord } from '../query/records-query.service';
import { createRowReader } from '../query/row-reader';
import { titlesByRid } from '../query/titles.sql';
import { listExposures } from './exposure';
import { newestRids } from './link-steps.sql';
import { assertNoCycles, cycleError } from './settle-computed';
import { type ComputedNode, findCycle, planOf, programOf } from './plan';
import { mayKnowWhy } from './sight';

interface SchemaDeps {
  readonly schema: SeenSchema;
}

/** In the whole model: values are worked out of everything, whoever may see it, and are the same for all. */
const nodeOf = (schema: SchemaModel, object: string, field: string): ComputedNode | undefined =>
  planOf(schema).nodes.find((node) => node.object.def.name === object && node.field.def.name === field);

/** Errors: `invalid_input` for a computed field that computes nothing, with the setting that is wrong. */
export const assertComputes = (deps: MetaDeps, object: string, def: FieldDef): FieldDef => {
  const problem = nodeOf(deps.wholeSchema.current(), object, def.name)?.problem ?? null;
  if (problem === null) return def;
  // Which way leads back says more than that one does.
  assertNoCycles(planOf(deps.wholeSchema.current()));
  throw new AppError('invalid_input', problem, {
    object,
    field: def.name,
    setting: def.type === 'formula' ? 'expression' : 'rollup',
  });
};

/** `createField`, and refuses a computed field that computes nothing. Errors: those of `createField`. */
export const defineField = (deps: MetaDeps, db: WriteDb, input: CreateField): FieldDef =>
  assertComputes(deps, input.object, createField(deps, db, input));

/** The same for `updateField`. */
export const redefineField = (deps: MetaDeps, db: WriteDb, input: UpdateField): FieldDef =>
  assertComputes(deps, input.object, updateField(deps, db, input));

const assertUnused = (label: string, users: readonly ComputedNode[]): void => {
  if (users.length === 0) return;
  const names = [...new Set(users.map(({ object, field }) => `${field.def.label} (${object.def.labelPlural})`))];
  const list = names.join(', ');
  throw new AppError('invalid_input', msg`"${label}" is used by ${list}. Change that first.`, {
    reason: 'in_use',
    count: names.length,
  });
};

/** `deleteField`, unless computed fields need it. Errors: `invalid_input` with their names in the message, and those of `deleteField`. */
export const dropField = (deps: MetaDeps, db: WriteDb, input: FieldRef): Record<string, never> => {
  const { nodes } = planOf(deps.wholeSchema.refresh(db));
  const field = deps.wholeSchema.current().objects.get(input.object)?.fields.get(input.name);
  const users = nodes.filter(
    (node) =>
      node.field !== field && node.dependencies.some((dependency) => dependency.field === field && field !== undefined),
  );
  assertUnused(field?.def.label ?? input.name, users);
  return deleteField(deps, db, input);
};

/** `deleteObject`, unless computed fields of other objects look at its records. Errors: as `dropField`. */
export const dropObject = (deps: MetaDeps, db: WriteDb, input: { readonly name: string }): Record<string, never> => {
  const { nodes } = planOf(deps.wholeSchema.refresh(db));
  const object = deps.wholeSchema.current().objects.get(input.name);
  const users = nodes.filter(
    (node) => node.object !== object && node.dependencies.some((dependency) => dependency.object === object),
  );
  assertUnused(object?.def.labelPlural ?? input.name, users);
  return deleteObject(deps, db, input);
};

const OUT_OF_ORDER = toMessage(msg`It does not work at present.`);

/** Computed fields that compute nothing, because something that they need has gone or changed. */
export const listBrokenFields = (deps: SchemaDeps): readonly BrokenField[] => {
  const seen = deps.schema.current();
  return planOf(wholeOf(seen)).nodes.flatMap((node) => {
    const { object, field, problem } = node;
    if (problem === null || !seen.objects.get(object.def.name)?.fields.has(field.def.name)) return [];
    const message = mayKnowWhy(seen, node) ? problem : OUT_OF_ORDER;
    return [{ object: object.def.name, field: field.def.name, message }];
  });
};

/** A field that is only tried: its values are kept nowhere. */
const trialField = (def: Pick<FieldDef, 'type' | 'settings'>): FieldModel => {
  const valueType = def.settings.result ?? 'text';
  return {
    def: {
      ...PLAIN_FIELD,
      key: 'trial',
      name: 'trial',
      label: 'Trial',
      ...def,
    },
    valueType,
    rules: rulesFor(valueType),
    storage: storageFor(valueType),
    columns: [],
  };
};

const EXAMPLES = 5;

const runTrial = (
  deps: SchemaDeps,
  db: ReadDb,
  object: ObjectModel,
  field: FieldModel,
  tried: string | undefined,
): ComputedTrial => {
  const schema = deps.schema.current();
  const made = programOf(schema, object, field);
  if (made.problem !== null)
    return { result: null, issues: [{ message: made.problem, start: 0, end: 0 }], examples: [], exposures: [] };
  const node = tried === undefined ? undefined : nodeOf(wholeOf(schema), object.def.name, tried);
  const cycle = node && findCycle(planOf(wholeOf(schema)), node, made.dependencies);
  if (cycle) throw cycleError(cycle);
  // Only those that whoever asks may see.
  const seen = createRowReader(schema, object, []).readWithRids(db, newestRids(db, object.table, EXAMPLES));
  const rids = seen.map(({ rid }) => rid);
  const titles = titlesByRid(db, object, rids);
  const rows = new Map(
    made
      .program(db)(db, rids)
      .map((row) => [row.rid, row]),
  );
  return {
    result: field.def.settings.result ?? null,
    issues: [],
    exposures: listExposures(schema, object, made.dependencies),
    examples: rids.flatMap((rid) => {
      const row = rows.get(rid);
      if (!row) return [];
      const value = field.storage.fromColumns(row.after);
      return [{ id: RecordId.parse(row.id), title: titles.get(rid) ?? '', value, reason: row.failure }];
    }),
  };
};

/**
 * Tries a computed field before it is saved: what it would hold, or what is wrong and where, and its values for the records that were changed last. Errors:
 * `not_found` for the object, `forbidden` without the right to change the data model.
 */
export const tryComputed = (
  deps: SchemaDeps,
  db: ReadDb,
  { object: name, field, type, settings }: TryComputed,
): ComputedTrial => {
  const schema = deps.schema.current();
  assertMaySet(schema, 'dataModel');
  const object = getObject(schema, name);
  if (type === 'formula') {
    const checked = checkFormula(schema, object, settings.expression ?? '');
    if (!checked.ok) return { result: null, issues: [...checked.issues], examples: [], exposures: [] };
  }
  try {
    const trial = trialField({ type, settings: settleResult(schema, object, type, settings) });
    return runTrial(deps, db, object, trial, field);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { result: null, issues: [{ message: error.words, start: 0, end: 0 }], examples: [], exposures: [] };
  }
};

const IN_TRASH = toMessage(msg`The record is in the trash: its computed fields stand still.`);
const NEEDS_EMPTY = toMessage(msg`Something that it needs is empty, or does not fit.`);

/**
 * Why a computed field of a record holds what it does: `reason` says why it is empty, if it is. Errors: `not_found` (object, record), `invalid_input` for a field that
 * is not computed.
 */
export const explainComputed = (deps: SchemaDeps, db: ReadDb, input: ExplainComputed): ComputedAnswer => {
  const schema = deps.schema.current();
  const object = getObject(schema, input.object);
  const field = object.fields.get(input.field);
  const node = field && isDerived(field.def) ? nodeOf(wholeOf(schema), input.object, input.field) : undefined;
  if (!field || !node)
    throw new AppError('invalid_input', msg`There is no computed field of that name.`, {
      object: input.object,
      field: input.field,
    });
  getRecord(deps, db, input);
  const rid = findRec(db, input.id)?.rid ?? 0;
  const mayKnow = mayKnowWhy(schema, node);
  if (node.problem !== null) return { value: null, reason: mayKnow ? node.problem : OUT_OF_ORDER };
  const [row] = node.program(db)(db, [rid]);
  if (!row) return { value: null, reason: IN_TRASH };
  const value = field.storage.fromColumns(row.after);
  const isBlank = value === null && row.failure === null;
  // What failed may have the values in its words.
  return { value, reason: isBlank || (row.failure !== null && !mayKnow) ? NEEDS_EMPTY : row.failure };
};
