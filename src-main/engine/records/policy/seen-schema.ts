import type { Filter } from '@shared/domain/query';
import type { ObjectRule, RecordRight, RoleRules } from '@shared/domain/roles';
import { type FieldDef, isDerived } from '@shared/domain/schema';
import { identifier } from '../../storage/identifier';
import type { ObjectAccess } from '../../schema/access';
import { LINK_COLUMNS } from '../../schema/ddl.sql';
import { linkInverses, type UnlinkedObject } from '../../schema/link-inverses';
import type { FieldModel, LinkModel, LinkSide, ObjectModel, SchemaModel } from '../../schema/model';
import { ruleOf, rulesOf } from '../../schema/role-rights.rules';
import type { ReadDb } from '../../storage/db';
import { isWholeInSight } from '../computed/sight';
import type { FilterScope } from '../query/filter-compile';
import { fingerprint } from '../query/cursor';
import { dayIn, isRelative } from '../query/relative-days';
import { compileRowRule, inlined } from './row-rule';

export interface SeeingDeps {
  readonly db: ReadDb;
  readonly nowMs: number;
  /** IANA. */
  readonly timeZone: string;
  readonly firstWeekday: FilterScope['firstWeekday'];
}

/** The field that has the name and the values of one that was converted, however often; the field itself where it was not. */
const successorOf = (object: ObjectModel, field: FieldModel): FieldModel => {
  let at = field;
  for (const seen = new Set([field]); ;) {
    const next = object.fieldsByKey.get(at.def.settings.convertedTo ?? '');
    if (!next || seen.has(next)) return at;
    seen.add(next);
    at = next;
  }
};

/** Whatever the rule says, what names a record is seen wherever the record is: who may not see it may not see the object. */
const isHidden = (object: ObjectModel, rule: ObjectRule, field: FieldModel): boolean =>
  (rule.fields[field.def.name] === 'hidden' || rule.fields[successorOf(object, field).def.name] === 'hidden') &&
  field.def.key !== object.titleField.def.key;

/** A computed field without how it is computed, where that would name what is out of sight. */
const withoutRecipe = (def: FieldDef): FieldDef => {
  const { expression: _expression, rollup: _rollup, ...settings } = def.settings;
  return { ...def, settings };
};

/** How computed fields are computed is told only to those who see all of what they read. */
const hideRecipes = (whole: SchemaModel, object: UnlinkedObject, seen: ReadonlyMap<string, ObjectModel>) => ({
  ...object,
  def: {
    ...object.def,
    fields: object.def.fields.map((def) =>
      isDerived(def) && !isWholeInSight(whole, seen, object.def.key, def.key) ? withoutRecipe(def) : def,
    ),
  },
});

interface Viewer {
  readonly deps: SeeingDeps;
  readonly whole: SchemaModel;
  readonly memberId: string;
  readonly rules: RoleRules;
}

const rowsOf = ({ deps, whole, memberId }: Viewer, object: ObjectModel, rule: ObjectRule): ObjectAccess['rows'] =>
  // What is in the trash is looked at by nobody: a view of it would be made for nothing.
  object.def.deletedAtMs === null
    ? compileRowRule({ schema: { ...whole, me: memberId }, ...deps }, object, rule)
    : undefined;

const seenObject = (viewer: Viewer, object: ObjectModel): UnlinkedObject | undefined => {
  const rule = ruleOf(viewer.rules, object.def.name);
  const rights = new Set<RecordRight>(rule.rights);
  if (!rights.has('see')) return undefined;
  const isSeen = (field: FieldModel): boolean => !isHidden(object, rule, field);
  const fields = [...object.fieldsByKey.values()].filter(isSeen);
  const keys = new Set(fields.map(({ def }) => def.key));
  const rows = rowsOf(viewer, object, rule);
  const table = rows ? `${object.table}~${viewer.memberId}` : object.table;
  if (rows)
    viewer.deps.db.defineView(table, `SELECT t.* FROM ${identifier(object.table)} AS t WHERE ${inlined(rows.where)}`);
  const readOnly = Object.entries(rule.fields).flatMap(([name, access]) => (access === 'readOnly' ? [name] : []));
  const isReadOnly = (name: string): boolean => !rights.has('edit') || rule.fields[name] === 'readOnly';
  const shownFields = object.def.fields
    .filter(({ key }) => keys.has(key))
    .map((def) => (isReadOnly(def.name) ? { ...def, isReadOnly: true } : def));
  return {
    ...object,
    def: { ...object.def, fields: shownFields },
    table,
    fields: new Map([...object.fields].filter(([, field]) => isSeen(field))),
    fieldsByKey: new Map(fields.map((field) => [field.def.key, field])),
    inverses: new Map(),
    access: { rights, readOnly: new Set(readOnly), rows, hidesFields: keys.size < object.fieldsByKey.size },
  };
};

/** Links whose ends can be seen: in a view of their own where not all of them can. */
const seenLink = ({ deps, memberId }: Viewer, link: LinkModel, seen: ReadonlyMap<string, ObjectModel>): LinkModel => {
  const [a, b] = (['a', 'b'] as const).map((side) => seen.get(link.ends[side].object.def.key));
  if (a && b && !a.access?.rows && !b.access?.rows) return link;
  const table = `${link.object.table}~${memberId}`;
  const end = (side: LinkSide, object: ObjectModel | undefined): string =>
    object ? `${LINK_COLUMNS[side]} IN (SELECT id FROM ${identifier(object.table)})` : '0';
  deps.db.defineView(table, `SELECT * FROM ${identifier(link.object.table)} WHERE ${end('a', a)} AND ${end('b', b)}`);
  return { ...link, object: { ...link.object, table } };
};

const changesDaily = (rules: RoleRules): boolean =>
  [rules.otherObjects, ...Object.values(rules.objects)].some(
    ({ records, filter }) => records === 'filter' && isRelative(filter as Filter | undefined),
  );

/** On which day a member's rules were last meant anew: relative dates mean other records each day. */
export const dayOfRules = (
  whole: SchemaModel,
  memberId: string,
  deps: Pick<SeeingDeps, 'nowMs' | 'timeZone'>,
): string => {
  const rules = rulesOf(whole, memberId);
  return rules && changesDaily(rules) ? dayIn(deps.timeZone, deps.nowMs) : '';
};

/**
 * The data model as a member may see it. Objects and fields out of sight are not in it, so whoever works with it can name them no more than what was never
 * there. Where records are out of sight the object's table is a view without them, made on this connection: whatever is read, counted, joined or searched
 * through the model has the rule in it. An Owner's is the whole model with another `me`; the very same one for whoever it was made for.
 */
export const seenSchema = (deps: SeeingDeps, whole: SchemaModel, memberId: string): SchemaModel => {
  const rules = rulesOf(whole, memberId);
  if (!rules) return whole.me === memberId ? whole : { ...whole, me: memberId };
  const viewer: Viewer = { deps, whole, memberId, rules };
  const shown = [...whole.objectsByKey.values()].flatMap((object) => seenObject(viewer, object) ?? []);
  const shownByKey = new Map(shown.map((object) => [object.def.key, object]));
  const all = shown.map((object) => hideRecipes(whole, object, shownByKey));
  linkInverses(all);
  const seenByKey = new Map(all.map((object) => [object.def.key, object]));
  const role = whole.members.find(({ id }) => id === memberId)?.role;
  const day = dayOfRules(whole, memberId, deps);
  return {
    ...whole,
    objects: new Map(all.filter(({ def }) => def.deletedAtMs === null).map((object) => [object.def.name, object])),
    objectsByKey: seenByKey,
    links: new Map([...whole.links].map(([key, link]) => [key, seenLink(viewer, link, seenByKey)])),
    me: memberId,
    access: {
      settings: new Set(rules.settings),
      seesAll:
        all.length === whole.objectsByKey.size &&
        all.every((object) => object.access?.rows === undefined && object.access?.hidesFields !== true),
      key: fingerprint([memberId, role, whole.version, deps.timeZone, deps.firstWeekday, day]),
      whole,
    },
  };
};
