import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from '@shared/domain/field-types/field-type';
import { rulesFor } from '@shared/domain/field-types/index';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import { LINK_COLUMNS } from '../../schema/ddl.sql';
import { storageFor } from '../../schema/field-types/index';
import { textInsideJson } from '../../schema/field-types/json';
import type { FieldTypeStorage } from '../../schema/field-types/field-type-storage';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import { relationTarget } from '../../schema/relation-target';

/** The links of a many-to-many relation, seen from one end. */
export interface LinkList {
  readonly table: string;
  /** Columns with the ids of this end and of the other. */
  readonly own: string;
  readonly other: string;
  readonly target: ObjectModel;
}

/** Undefined where the other end is in the trash: then there is nothing to be seen. */
export const linkListOf = (schema: SchemaModel, field: FieldModel): LinkList | undefined => {
  const { link = '', side, target = '' } = field.def.settings;
  const model = schema.links.get(link);
  const object = schema.objects.get(target);
  if (!model || !object) return undefined;
  const [own, other] = side === 'b' ? (['b', 'a'] as const) : (['a', 'b'] as const);
  return { table: model.object.table, own: LINK_COLUMNS[own], other: LINK_COLUMNS[other], target: object };
};

/** One step over a relation: the column that holds the id, and the object it leads to. */
export interface RelationHop {
  readonly column: string;
  readonly target: ObjectModel;
}

/** What a path ends at: a whole field, or one part of a field that has several. */
export interface PathLeaf {
  /** The path as it was asked for. */
  readonly path: string;
  readonly type: FieldType;
  readonly rules: FieldTypeRules;
  readonly storage: FieldTypeStorage;
  readonly settings: FieldSettings;
  /** Unquoted columns of the object that the last hop leads to. */
  readonly columns: readonly string[];
  /** SQL over those columns, for a part that is not kept but follows from them; default: the columns themselves. */
  readonly derive?: ((columns: readonly string[]) => string) | undefined;
  /** The object that a relation names, when the leaf is one. */
  readonly target: ObjectModel | undefined;
  /** Where the links are, when the leaf is a list of links; its column is then the id of the record that has them. */
  readonly links?: LinkList | undefined;
}

export interface ResolvedPath {
  readonly hops: readonly RelationHop[];
  readonly leaf: PathLeaf;
  /** Fields that the path reads on its way: what a change must touch to matter. */
  readonly reads: readonly FieldRead[];
}

/** A field that a read looks at. `isOwn` when it is the record's own, not one of a related record. */
export interface FieldRead {
  readonly object: string;
  readonly field: string;
  readonly isOwn: boolean;
  /** What is read of it changes with time alone. */
  readonly isOfTheMoment?: boolean;
}

/** What decides which records of a related object there are for whoever asks. */
export const rowReads = (object: ObjectModel): readonly FieldRead[] =>
  (object.access?.rows?.reads ?? []).map((read) => ({ ...read, isOwn: false }));

const MAX_HOPS = 5;

const unknownField = (object: ObjectModel, path: string) =>
  new AppError('invalid_input', msg`${object.def.labelPlural} have no field "${path}"`, {
    field: path,
    object: object.def.name,
  });

const wholeField = (schema: SchemaModel, path: string, field: FieldModel): PathLeaf => ({
  ...(field.def.type === 'relations' && { links: linkListOf(schema, field) }),
  path,
  type: field.valueType,
  rules: field.rules,
  storage: field.storage,
  settings: field.def.settings,
  columns: field.def.type === 'relations' ? ['id'] : field.columns,
  target: relationTarget(schema, field),
});

const partOfField = (path: string, field: FieldModel, name: string): PathLeaf | undefined => {
  const part = Object.hasOwn(field.storage.parts, name) ? field.storage.parts[name] : undefined;
  const column = part === undefined ? undefined : field.columns[part.column];
  if (part === undefined || column === undefined) return undefined;
  const own = field.def.settings;
  const { derive } = part;
  return {
    path,
    type: part.type,
    rules: rulesFor(part.type),
    storage: storageFor(part.type),
    settings: part.settings?.(own) ?? {},
    columns: derive ? field.columns : [column],
    derive: derive && ((columns) => derive(columns, own)),
    target: undefined,
  };
};

/** A place inside a JSON value ("data.address.city"), compared as a text. */
const insideJson = (path: string, field: FieldModel, names: readonly string[]): PathLeaf | undefined => {
  const derive = field.def.type === 'json' ? textInsideJson(names) : undefined;
  return (
    derive && {
      path,
      type: 'text',
      rules: rulesFor('text'),
      storage: storageFor('text'),
      settings: {},
      columns: field.columns,
      derive,
      target: undefined,
    }
  );
};

/** What a leaf is in SQL, given its columns as SQL. */
export const leafSql = ({ derive }: PathLeaf, columns: readonly string[]): readonly string[] =>
  derive ? [derive(columns)] : columns;

/** What a statement reads of a leaf for its type's `fromColumns`, given its columns as SQL. */
export const readSql = ({ storage }: PathLeaf, columns: readonly string[]): readonly string[] =>
  storage.read?.(columns) ?? columns;

/** A record's id is none of its fields, but conditions may name it: chosen records are a set like any other. Compared as links are. */
const recordId = (path: string): PathLeaf => ({
  path,
  type: 'text',
  rules: rulesFor('relation'),
  storage: storageFor('relation'),
  settings: {},
  columns: ['id'],
  target: undefined,
});

/** Finds what "company.address.city" means for an object. Errors: `invalid_input` with `field`. */
export const resolvePath = (schema: SchemaModel, object: ObjectModel, path: string): ResolvedPath => {
  const hops: RelationHop[] = [];
  const reads: FieldRead[] = [];
  let at = object;
  const names = path.split('.');
  for (const [index, name] of names.entries()) {
    const field = at.fields.get(name);
    if (!field && name === 'id' && index === names.length - 1) return { hops, leaf: recordId(path), reads };
    if (!field) throw unknownField(object, path);
    reads.push({ object: at.def.name, field: name, isOwn: index === 0 });
    const rest = names.slice(index + 1);
    const [next] = rest;
    if (next === undefined) return { hops, leaf: wholeField(schema, path, field), reads };
    const part = rest.length === 1 ? partOfField(path, field, next) : undefined;
    if (part) {
      const isOfTheMoment = field.storage.parts[next]?.isOfTheMoment ?? false;
      return { hops, leaf: part, reads: isOfTheMoment ? reads.map((read) => ({ ...read, isOfTheMoment })) : reads };
    }
    const inside = insideJson(path, field, rest);
    if (inside) return { hops, leaf: inside, reads };
    const target = relationTarget(schema, field);
    const [column] = field.columns;
    if (!target || column === undefined || hops.length === MAX_HOPS) throw unknownField(object, path);
    hops.push({ column, target });
    reads.push(...rowReads(target));
    at = target;
  }
  throw unknownField(object, path);
};

/** The same path, ended at the part by which two values of the field are the same: what groups go by. */
export const resolveIdentity = (schema: SchemaModel, object: ObjectModel, path: string): ResolvedPath => {
  const resolved = resolvePath(schema, object, path);
  const { identity } = resolved.leaf.storage;
  return identity === undefined ? resolved : resolvePath(schema, object, `${path}.${identity}`);
};
