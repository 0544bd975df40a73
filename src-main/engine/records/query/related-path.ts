import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { identifier } from '../../storage/identifier';
import type { InverseModel, ObjectModel, SchemaModel } from '../../schema/model';
import { type FieldRead, type LinkList, linkListOf, type RelationHop, resolvePath, rowReads } from './field-path';
import { qualified } from './joins';

/** A list of related records at the end of a path: "opportunities", "company.people". */
export interface RelatedPath {
  /** Relations to one record that lead to the record that has the list. */
  readonly hops: readonly RelationHop[];
  /** The object whose records are listed. */
  readonly object: ObjectModel;
  /** FROM and WHERE over the live records of the list as table `inner`; `outer` is the record that has the list. */
  readonly records: (outer: string, inner: string) => { readonly from: string; readonly where: string };
  /** What a change must touch to make the list another one. */
  readonly reads: readonly FieldRead[];
}

const unknownList = (object: ObjectModel, path: string) =>
  new AppError('invalid_input', msg`${object.def.labelPlural} have no list of related records "${path}"`, {
    related: path,
    object: object.def.name,
  });

const inverseRecords =
  (target: ObjectModel, { object, field }: InverseModel): RelatedPath['records'] =>
  (outer, inner) => {
    const [column = ''] = field.columns;
    const id = field.def.type === 'morphRelation' ? `'${target.def.name}:' || ${outer}.id` : `${outer}.id`;
    return {
      from: `${identifier(object.table)} AS ${inner}`,
      where: `${qualified(inner, column)} = ${id} AND ${inner}.deleted_at IS NULL`,
    };
  };

const linkedRecords =
  ({ table, own, other, target }: LinkList): RelatedPath['records'] =>
  (outer, inner) => ({
    from: `${identifier(table)} AS ${inner}l JOIN rec AS ${inner}i ON ${inner}i.id = ${qualified(`${inner}l`, other)}
      JOIN ${identifier(target.table)} AS ${inner} ON ${inner}.rid = ${inner}i.rid`,
    where: `${qualified(`${inner}l`, own)} = ${outer}.id AND ${inner}l.deleted_at IS NULL AND ${inner}.deleted_at IS NULL`,
  });

/** Comes and goes as records go to the trash and return. */
export const lifeOf = (object: ObjectModel): FieldRead => ({
  object: object.def.name,
  field: 'deletedAt',
  isOwn: false,
});

type FoundList = Omit<RelatedPath, 'hops'>;

const inverseList = (owner: ObjectModel, name: string): FoundList | undefined => {
  const inverse = owner.inverses.get(name);
  return (
    inverse && {
      object: inverse.object,
      records: inverseRecords(owner, inverse),
      reads: [{ object: inverse.object.def.name, field: inverse.field.def.name, isOwn: false }],
    }
  );
};

const linkList = (schema: SchemaModel, owner: ObjectModel, name: string): FoundList | undefined => {
  const field = owner.fields.get(name);
  const links = field && linkListOf(schema, field);
  return (
    links && {
      object: links.target,
      records: linkedRecords(links),
      reads: [{ object: owner.def.name, field: name, isOwn: true }, lifeOf(links.target)],
    }
  );
};

/** Finds the list of related records that a path names for an object. Errors: `invalid_input` with `related`. */
export const resolveRelated = (schema: SchemaModel, object: ObjectModel, path: string): RelatedPath => {
  const end = path.lastIndexOf('.');
  const name = path.slice(end + 1);
  const way = end < 0 ? undefined : resolvePath(schema, object, path.slice(0, end));
  const [column] = way?.leaf.columns ?? [];
  const owner = way ? way.leaf.target : object;
  const found = owner && (inverseList(owner, name) ?? linkList(schema, owner, name));
  if (!owner || !found) throw unknownList(object, path);
  const hops = way && column !== undefined ? [...way.hops, { column, target: owner }] : [];
  return {
    hops,
    object: found.object,
    records: found.records,
    reads: [
      ...(way?.reads ?? []),
      ...hops.map(({ target }) => lifeOf(target)),
      ...found.reads.map((read) => ({ ...read, isOwn: read.isOwn && hops.length === 0 })),
      ...rowReads(found.object),
    ],
  };
};
