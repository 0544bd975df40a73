import { msg } from '@lingui/core/macro';
import type { ApplySchema, SchemaChange, SchemaChanges } from '@shared/contract/schema.contract';
import type { ChangeSet } from '@shared/domain/changes';
import { OperationId } from '@shared/domain/ids';
import { isDerived, type FieldDef, type FieldSettings, type ObjectDef } from '@shared/domain/schema';
import {
  toFieldDocument,
  toSchemaDocument,
  type FieldDocument,
  type ObjectDocument,
  type SchemaDocument,
} from '@shared/domain/schema-document';
import { AppError } from '@shared/errors/app-error';
import { fieldReason } from '@shared/messages/field-reason';
import { insertOperation } from '../change-log/operation.sql';
import type { ChangeBus } from '../kernel/event-bus';
import { assertComputes } from '../records/computed/computed-fields.service';
import { convertField } from '../records/conversion/convert-field.service';
import type { WriteDeps } from '../records/write/write-session';
import { assertMaySet } from '../schema/access';
import type { MetaDeps } from '../schema/meta-write';
import type { SeenSchema } from '../schema/registry';
import {
  createField,
  createObject,
  restoreField,
  restoreObject,
  updateField,
  updateObject,
} from '../schema/schema.service';
import type { InTransaction, WriteDb } from '../storage/db';

export interface ApplyDeps extends Omit<WriteDeps, 'schema'>, Omit<MetaDeps, 'changes' | 'operationId'> {
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
}

/** The data model as a document. */
export const exportSchema = (deps: { readonly schema: SeenSchema }): SchemaDocument =>
  toSchemaDocument([...deps.schema.current().objectsByKey.values()].map(({ def }) => def));

/** Those of which something holds, and the others. */
const partition = <T>(all: readonly T[], holds: (each: T) => boolean): readonly [T[], T[]] => [
  all.filter(holds),
  all.filter((each) => !holds(each)),
];

/** What one application shares. */
interface Applying {
  readonly deps: WriteDeps & MetaDeps;
  readonly db: WriteDb;
  readonly changes: SchemaChange[];
}

const objectDefs = ({ deps, db }: Applying): readonly ObjectDef[] =>
  [...deps.wholeSchema.refresh(db).objectsByKey.values()].map(({ def }) => def);

const findObject = (applying: Applying, name: string): ObjectDef | undefined =>
  objectDefs(applying).find((object) => object.name === name);

const findField = (applying: Applying, object: string, name: string): FieldDef | undefined => {
  const own = findObject(applying, object)?.fields.filter((field) => field.name === name) ?? [];
  return own.find(({ deletedAtMs }) => deletedAtMs === null) ?? own[0];
};

const isSame = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const before = new Map<string, unknown>(Object.entries(a));
  const after = new Map<string, unknown>(Object.entries(b));
  return [...new Set([...before.keys(), ...after.keys()])].every((key) => isSame(before.get(key), after.get(key)));
};

/** Says where in the document the cause of an error stands. */
const at = <T>(position: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError) || error.detail['at'] !== undefined) throw error;
    const detail = { ...error.detail, at: position };
    throw new AppError(error.code, fieldReason(position, error.words), detail, { cause: error });
  }
};

const ensureObject = (applying: Applying, { fields: _fields, ...wanted }: ObjectDocument): void => {
  const { deps, db, changes } = applying;
  const { name } = wanted;
  const found = findObject(applying, name);
  if (!found) {
    createObject(deps, db, wanted);
    changes.push({ kind: 'createObject', object: name, field: null });
    return;
  }
  if (found.deletedAtMs !== null) {
    restoreObject(deps, db, { name });
    changes.push({ kind: 'restoreObject', object: name, field: null });
  }
  const { labelSingular, labelPlural, icon, color } = found;
  if (isSame({ name, labelSingular, labelPlural, icon, color }, wanted)) return;
  updateObject(deps, db, wanted);
  changes.push({ kind: 'updateObject', object: name, field: null });
};

const withoutRequired = ({ pipelines, ...settings }: FieldSettings): FieldSettings => {
  if (!pipelines) return settings;
  const plain = pipelines.map((pipeline) => ({
    ...pipeline,
    stages: pipeline.stages.map(({ requiredFields: _requiredFields, ...stage }) => stage),
  }));
  return { ...settings, pipelines: plain };
};

/** Makes a field that is not there, or brings it back. */
const ensureField = (applying: Applying, object: string, wanted: FieldDocument): void => {
  const { deps, db, changes } = applying;
  const { name } = wanted;
  const found = findField(applying, object, name);
  if (found?.isSystem) throw new AppError('forbidden', msg`"${name}" is kept by Outpost.`, { field: name });
  if (!found) {
    const { isHidden: _isHidden, ...input } = wanted;
    // What is required comes last: fields of two objects may need one another while neither is there, and a stage fields that come after it.
    createField(deps, db, { ...input, settings: withoutRequired(input.settings), object, isRequired: false });
    changes.push({ kind: 'createField', object, field: name });
  } else if (found.deletedAtMs !== null) {
    restoreField(deps, db, { object, name });
    changes.push({ kind: 'restoreField', object, field: name });
  }
};

const settleField = (applying: Applying, object: string, wanted: FieldDocument): void => {
  const { deps, db, changes } = applying;
  const { name, type, ...rest } = wanted;
  const read = (): FieldDocument => {
    const field = findField(applying, object, name);
    if (!field) throw new Error('A field that was just made is not in the schema');
    return toFieldDocument(objectDefs(applying), field);
  };
  const isNew = changes.some((made) => made.kind === 'createField' && made.object === object && made.field === name);
  if (read().type !== type) {
    convertField(deps, db, { object, name, to: type, settings: rest.settings, dateOrder: 'ymd', decimalComma: false });
    changes.push({ kind: 'convertField', object, field: name });
  }
  const before = read();
  if (isSame(before, wanted)) return;
  const { settings, ...plain } = rest;
  updateField(deps, db, { object, name, ...plain, ...(isSame(before.settings, settings) ? {} : { settings }) });
  if (!isNew) changes.push({ kind: 'updateField', object, field: name });
};

/** A computed field that was made or changed has to work once everything is there; one that did not before may stay so. */
const checkComputed = (applying: Applying, object: string, { name }: FieldDocument): void => {
  const isMade = applying.changes.some(
    (made) =>
      made.object === object && made.field === name && (made.kind === 'createField' || made.kind === 'updateField'),
  );
  const def = isMade ? findField(applying, object, name) : undefined;
  if (def && isDerived(def)) assertComputes(applying.deps, object, def);
};

/** A field of the document and where it stands there. */
interface Placed {
  readonly object: string;
  readonly field: FieldDocument;
  readonly position: string;
}

const mentions = ({ field: { settings } }: Placed, name: string): boolean =>
  new RegExp(String.raw`\b${name}\b`).test(JSON.stringify([settings.expression, settings.rollup]));

/** Fields that follow from others after those; computed fields that one another's names, as a circle does, as they stand in the document. */
const inOrderOfNeed = (fields: readonly Placed[]): readonly Placed[] => {
  const [computed, ordered] = partition(fields, ({ field }) => isDerived(field));
  let waiting = computed;
  while (waiting.length > 0) {
    const needsOthers = (each: Placed): boolean =>
      waiting.some((other) => other !== each && mentions(each, other.field.name));
    const [blocked, ready] = partition(waiting, needsOthers);
    ordered.push(...(ready.length > 0 ? ready : blocked));
    waiting = ready.length > 0 ? blocked : [];
  }
  return ordered;
};

/** The order in which what the document names follows one another as it does there; what it does not name keeps its place. */
const inDocumentOrder = (now: readonly string[], named: readonly string[]): readonly string[] => {
  const isNamed = new Set(named);
  const next = named.values();
  return now.map((name) => (isNamed.has(name) ? (next.next().value ?? name) : name));
};

const orderFields = (applying: Applying, { name: object, fields }: ObjectDocument): void => {
  const { deps, db, changes } = applying;
  const own = (): readonly string[] =>
    findObject(applying, object)
      ?.fields.filter(({ isSystem, deletedAtMs }) => !isSystem && deletedAtMs === null)
      .map(({ name }) => name) ?? [];
  const isNew = changes.some((made) => made.object === object && made.kind !== 'updateObject');
  const wanted = inDocumentOrder(
    own(),
    fields.map(({ name }) => name),
  );
  wanted.forEach((name, order) => {
    if (own()[order] === name) return;
    updateField(deps, db, { object, name, order });
    if (!isNew) changes.push({ kind: 'orderFields', object, field: name });
  });
};

const orderObjects = (applying: Applying, objects: readonly ObjectDocument[]): void => {
  const { deps, db, changes } = applying;
  const live = (): readonly string[] =>
    objectDefs(applying).flatMap(({ name, deletedAtMs }) => (deletedAtMs === null ? [name] : []));
  const wanted = inDocumentOrder(
    live(),
    objects.map(({ name }) => name),
  );
  wanted.forEach((name, order) => {
    if (live()[order] === name) return;
    updateObject(deps, db, { name, order });
    if (!changes.some((made) => made.object === name))
      changes.push({ kind: 'updateObject', object: name, field: null });
  });
};

const assertEachOnce = (names: readonly string[], position: (at: number) => string): void => {
  const seen = new Set<string>();
  names.forEach((name, index) => {
    at(position(index), () => {
      if (seen.has(name.toLowerCase())) throw new AppError('invalid_input', msg`"${name}" is there twice.`, { name });
    });
    seen.add(name.toLowerCase());
  });
};

const applyAll = (applying: Applying, { objects }: SchemaDocument): void => {
  const nameOf = ({ name }: { readonly name: string }): string => name;
  assertEachOnce(objects.map(nameOf), (o) => `objects.${o}`);
  objects.forEach(({ fields }, o) => assertEachOnce(fields.map(nameOf), (f) => `objects.${o}.fields.${f}`));
  objects.forEach((object, o) => at(`objects.${o}`, () => ensureObject(applying, object)));
  const placed = objects.flatMap(({ name, fields }, o) =>
    fields.map((field, f): Placed => ({ object: name, field, position: `objects.${o}.fields.${f}` })),
  );
  for (const { object, field, position } of inOrderOfNeed(placed))
    at(position, () => ensureField(applying, object, field));
  for (const { object, field, position } of placed) at(position, () => settleField(applying, object, field));
  for (const { object, field, position } of placed) at(position, () => checkComputed(applying, object, field));
  objects.forEach((object, o) => at(`objects.${o}`, () => orderFields(applying, object)));
  orderObjects(applying, objects);
};

/** Leaves a transaction that was only tried. */
class Tried extends Error {}

/**
 * Makes and changes what a document says and the workspace has otherwise, as one action for undo; what it does not name stays. With `dryRun` it is tried and
 * taken back. Errors: `forbidden` for whoever may not change the data model; those of the single steps, with `at`, the position in the document ("objects.2.fields.0").
 */
export const applySchema = (deps: ApplyDeps, { document, dryRun }: ApplySchema): SchemaChanges => {
  assertMaySet(deps.schema.current(), 'dataModel');
  const published: Omit<ChangeSet, 'seq'>[] = [];
  const changes: SchemaChange[] = [];
  let operationId: OperationId | null = null;
  try {
    deps.inTransaction((db) => {
      const id = OperationId.parse(
        insertOperation(db, {
          verb: 'schema',
          object: null,
          subject: null,
          atMs: deps.clock.nowMs(),
          actor: JSON.stringify(deps.actor()),
          undoOf: null,
        }),
      );
      const acting = { ...deps, operationId: id, changes: (made: Omit<ChangeSet, 'seq'>) => void published.push(made) };
      applyAll({ deps: acting, db, changes }, document);
      if (dryRun || changes.length === 0) throw new Tried();
      operationId = id;
    });
  } catch (error) {
    if (!(error instanceof Tried)) throw error;
    return { operationId: null, changes };
  }
  for (const made of published) if (made.topics.length > 0) deps.bus.publish(made);
  return { operationId, changes };
};
