import { compileRules, type RuleCheck } from '@shared/domain/field-types/field-rules';
import { isDerived } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { identifier } from '../../storage/identifier';
import type { SqlValue } from '../../storage/db';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';

/**
 * What the log stamps and merges as one: a field, or one part of a composite field ("name.first"). Columns are numbered as
 * in `WritableObject.columns`.
 */
export interface Register {
  /** Field key, or field key and part: what the log calls it. */
  readonly key: string;
  readonly field: WritableField;
  readonly mode: 'value' | 'set' | 'part';
  readonly from: number;
  readonly to: number;
}

export interface WritableField {
  readonly model: FieldModel;
  readonly registers: readonly Register[];
  readonly from: number;
  readonly to: number;
  /** Its normalised values are kept in `value_index`. */
  readonly isIndexed: boolean;
  /** Bounds, lengths and pattern; undefined for a field without. */
  readonly check: RuleCheck | undefined;
}

/** An object as the write path works with it: its columns in one order, and the statements over them. */
export interface WritableObject {
  readonly model: ObjectModel;
  /** Field columns, of deleted fields too, `position` first. */
  readonly columns: readonly string[];
  readonly fields: readonly WritableField[];
  /** Live ones that a caller may write. */
  readonly fieldsByName: ReadonlyMap<string, WritableField>;
  readonly registers: readonly Register[];
  readonly registersByKey: ReadonlyMap<string, Register>;
  readonly titleField: WritableField;
  readonly requiredFields: readonly WritableField[];
  /** Those that a new record begins with a value in. */
  readonly defaultFields: readonly WritableField[];
  /** Those that name who makes a record, unless they are given. */
  readonly creatorFields: readonly WritableField[];
  /** Those that give each new record a number, also in the trash. */
  readonly numberedFields: readonly WritableField[];
  /** The field that places records in a pipeline. */
  readonly stageField: WritableField | undefined;
  readonly selectSql: string;
  /** The cells of a record that holds nothing. */
  readonly blank: readonly SqlValue[];
}

/** The values of one record's columns, in the order of `WritableObject.columns`. */
export type Cells = SqlValue[];

export const POSITION_COLUMN = 0;
const SET_TYPES: ReadonlySet<string> = new Set(['multiSelect', 'emails', 'phones', 'links', 'array']);
const COMPOSITE_TYPES: ReadonlySet<string> = new Set(['fullName', 'address']);
const INDEXED_TYPES: ReadonlySet<string> = new Set(['emails', 'phones', 'links']);

const compileField = (model: FieldModel, from: number): WritableField => {
  const registers: Register[] = [];
  const { key, type } = model.def;
  const to = from + model.columns.length;
  const field: WritableField = {
    model,
    registers,
    from,
    to,
    isIndexed: !model.def.isSystem && (INDEXED_TYPES.has(type) || model.def.isUnique),
    check: compileRules(model.def),
  };
  // What is computed is nobody's to write: not logged, not stamped, not undone.
  if (isDerived(model.def)) return field;
  if (COMPOSITE_TYPES.has(type)) {
    const parts = Object.entries(model.storage.parts);
    model.storage.columns.forEach(({ suffix }, i) => {
      const part = parts.find(([, { column }]) => column === i)?.[0] ?? suffix.replace(/^_+/, '');
      registers.push({ key: `${key}.${part}`, field, mode: 'part', from: from + i, to: from + i + 1 });
    });
  } else {
    registers.push({ key, field, mode: SET_TYPES.has(type) ? 'set' : 'value', from, to });
  }
  return field;
};

const compileObject = (model: ObjectModel): WritableObject => {
  const position = model.fields.get('position');
  if (!position) throw new Error(`Object ${model.def.key} has no position`);
  const own = [...model.fieldsByKey.values()].filter(({ def }) => !def.isSystem);
  const fields: WritableField[] = [];
  const columns: string[] = [];
  for (const field of [position, ...own]) {
    fields.push(compileField(field, columns.length));
    columns.push(...field.columns);
  }
  const registers = fields.flatMap((field) => field.registers);
  const live = fields.filter(({ model: { def } }) => def.deletedAtMs === null);
  const titleField = fields.find((field) => field.model.def.key === model.titleField.def.key);
  if (!titleField) throw new Error(`Object ${model.def.key} has no title`);
  const names = columns.map(identifier).join(', ');
  return {
    model,
    columns,
    fields,
    fieldsByName: new Map(
      live.filter(({ model: { def } }) => !isDerived(def)).map((field) => [field.model.def.name, field]),
    ),
    registers,
    registersByKey: new Map(registers.map((register) => [register.key, register])),
    titleField,
    creatorFields: live.filter(({ model: { def } }) => def.settings.defaultsToCreator === true),
    requiredFields: live.filter(({ model: { def } }) => def.isRequired),
    defaultFields: live.filter(({ model: { def } }) => def.settings.defaultValue !== undefined),
    numberedFields: fields.filter(({ model: { def } }) => def.type === 'autoNumber'),
    stageField: live.find(({ model: { def } }) => def.type === 'stage'),
    blank: columns.map(() => null),
    selectSql: `SELECT ${names} FROM ${identifier(model.table)} WHERE rid = ?`,
  };
};

const compiled = new WeakMap<ObjectModel, WritableObject>();

/** The object made ready for writing; kept as long as the model is. */
export const toWritable = (model: ObjectModel): WritableObject => {
  let object = compiled.get(model);
  if (!object) {
    object = compileObject(model);
    compiled.set(model, object);
  }
  return object;
};

/** A field of another object (or of the same) that may point to an object. */
export interface InboundField {
  readonly object: ObjectModel;
  readonly field: FieldModel;
}

const inbound = new WeakMap<SchemaModel, Map<string, readonly InboundField[]>>();

/** Live relation fields that may point to records of the object. */
export const inboundFields = (schema: SchemaModel, target: ObjectModel): readonly InboundField[] => {
  let byTarget = inbound.get(schema);
  if (!byTarget) {
    byTarget = new Map();
    inbound.set(schema, byTarget);
  }
  const { key, name } = target.def;
  let found = byTarget.get(key);
  if (!found) {
    found = [...schema.objects.values()].flatMap((object) =>
      [...object.fields.values()]
        .filter(({ def }) =>
          def.type === 'relation'
            ? def.settings.target === name
            : def.type === 'morphRelation' && (def.settings.targets?.includes(name) ?? true),
        )
        .map((field) => ({ object, field })),
    );
    byTarget.set(key, found);
  }
  return found;
};

/**
 * The stored value of a field. Relations are their column's text as it is: what the log keeps is the id, not the
 * `{id, title}` that readers make of it.
 */
export const storedValue = (field: WritableField, cells: readonly SqlValue[]): FieldValue => {
  const { model } = field;
  if (model.def.type === 'relation' || model.def.type === 'morphRelation') {
    const cell = cells[field.from];
    return typeof cell === 'string' ? cell : null;
  }
  return model.storage.fromColumns(cells.slice(field.from, field.to));
};

/** What the log says of a register: the part's column, else the field's stored value. */
export const registerValue = (register: Register, cells: readonly SqlValue[]): FieldValue => {
  if (register.mode !== 'part') return storedValue(register.field, cells);
  const cell = cells[register.from] ?? null;
  if (typeof cell === 'object' && cell !== null) throw new Error(`${register.key} is a blob`);
  return cell;
};

/** The list in a set register. */
export const setElements = (register: Register, cells: readonly SqlValue[]): readonly string[] => {
  const value = storedValue(register.field, cells);
  if (!Array.isArray(value)) return [];
  return value.filter((element) => typeof element === 'string');
};

/** Puts a logged value into a record's cells. */
export const setRegister = (register: Register, cells: Cells, value: FieldValue): void => {
  if (register.mode === 'part') {
    cells[register.from] = typeof value === 'string' || typeof value === 'number' ? value : null;
    return;
  }
  setField(register.field, cells, Array.isArray(value) && value.length === 0 ? null : value);
};

/** Puts a stored value into a record's cells. */
export const setField = (field: WritableField, cells: Cells, stored: FieldValue): void => {
  const columns = stored === null ? null : field.model.storage.toColumns(stored);
  // Composite parts that are not known are empty texts in a value, and nothing in a column.
  for (let i = field.from; i < field.to; i += 1) {
    const cell = columns?.[i - field.from] ?? null;
    cells[i] = cell === '' ? null : cell;
  }
};

/** Whether two rows of cells hold the same from one column to another. */
export const isSame = (a: readonly SqlValue[], b: readonly SqlValue[], from: number, to: number): boolean => {
  for (let i = from; i < to; i += 1) if (a[i] !== b[i]) return false;
  return true;
};

/** Cells to be filled, of a record that holds nothing. */
export const emptyCells = (object: WritableObject): Cells => object.blank.slice();
