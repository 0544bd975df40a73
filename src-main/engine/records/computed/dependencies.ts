import { filterPaths } from '@shared/domain/changes';
import { LINK_COLUMNS } from '../../schema/ddl.sql';
import type { FieldModel, LinkSide, ObjectModel, SchemaModel } from '../../schema/model';
import { relationTarget } from '../../schema/relation-target';
import type { CheckedRollup, RelatedList } from '../../schema/computed/check-computed';
import type { Rollup } from '@shared/domain/schema';
import type { LinkStep } from './link-steps.sql';
import { linkPrefix } from './rollup-program';

/** Something that a computed field depends on: a field of the records of an object or, with `field` null, which of them are alive. */
export interface Dependency {
  readonly object: ObjectModel;
  readonly field: FieldModel | null;
  /** From a record that has changed to those whose computed value changes with it. */
  readonly back: readonly LinkStep[];
  /** Of a link that is followed from its target: the object that it leads to, whose record loses one when the link is moved. */
  readonly loser: ObjectModel | null;
}

const step = (field: FieldModel): string => field.columns[0] ?? '';

/** What a path over relations to one record reads, from records of `object` that are `back` from those that need it. */
const pathDependencies = (
  schema: SchemaModel,
  object: ObjectModel,
  path: string,
  start: readonly LinkStep[],
): readonly Dependency[] => {
  const found: Dependency[] = [];
  let at = object;
  let back = start;
  for (const name of path.split('.')) {
    const field = at.fields.get(name);
    // The rest names a part of the field before, or the record's id, which never changes.
    if (!field) break;
    found.push({ object: at, field, back, loser: null });
    const target = relationTarget(schema, field);
    if (!target) break;
    back = [{ kind: 'referrers', table: at.table, column: step(field), prefix: '' }, ...back];
    found.push({ object: target, field: null, back, loser: null });
    at = target;
  }
  return found;
};

/** What the paths of a formula read. */
export const formulaDependencies = (
  schema: SchemaModel,
  object: ObjectModel,
  paths: readonly string[],
): readonly Dependency[] => paths.flatMap((path) => pathDependencies(schema, object, path, []));

const OTHER: Readonly<Record<LinkSide, LinkSide>> = { a: 'b', b: 'a' };

/** The way from related records back to those that have the list, and what decides who is in it. */
const listDependencies = (
  owner: ObjectModel,
  list: RelatedList,
): { readonly back: readonly LinkStep[]; readonly deciding: readonly Dependency[] } => {
  if (list.kind === 'inverse') {
    const { object, link } = list;
    const back: readonly LinkStep[] = [
      {
        kind: 'targets',
        table: object.table,
        column: step(link),
        prefix: linkPrefix(link, owner),
        objectKey: owner.def.key,
      },
    ];
    return { back, deciding: [{ object, field: link, back, loser: owner }] };
  }
  const { links, side } = list;
  const { table } = links.object;
  const toOwners: LinkStep = {
    kind: 'targets',
    table,
    column: LINK_COLUMNS[side],
    prefix: '',
    objectKey: owner.def.key,
  };
  const toLinks: LinkStep = { kind: 'referrers', table, column: LINK_COLUMNS[OTHER[side]], prefix: '' };
  const back = [toLinks, toOwners];
  return {
    back,
    deciding: [
      // A link is a record of its own: it comes and goes, and never leads elsewhere.
      { object: links.object, field: null, back: [toOwners], loser: null },
      // Nobody writes these two; without them there is no list.
      { ...links.ends[side], back: [], loser: null },
      { ...links.ends[OTHER[side]], back, loser: null },
    ],
  };
};

/** The related records themselves, what leads to them, the field that is rolled up, and what the filter reads. */
export const rollupDependencies = (
  schema: SchemaModel,
  owner: ObjectModel,
  rollup: Rollup,
  { list, field }: CheckedRollup,
): readonly Dependency[] => {
  const { object } = list;
  const { back, deciding } = listDependencies(owner, list);
  return [
    { object, field: null, back, loser: null },
    ...deciding,
    ...(field ? [{ object, field, back, loser: null }] : []),
    ...filterPaths(rollup.filter).flatMap((path) => pathDependencies(schema, object, path, back)),
  ];
};
