import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { SaveRole } from '@shared/contract/members.contract';
import { firstWeekdayOf } from '@shared/domain/field-types/day';
import { foldText } from '@shared/domain/field-types/clean-text';
import { OWNER_ROLE, type ObjectRule, type Role, type RoleRules } from '@shared/domain/roles';
import { AppError } from '@shared/errors/app-error';
import { fieldReason } from '@shared/messages/field-reason';
import type { Clock } from '../../kernel/ports';
import { assertMaySet } from '../../schema/access';
import { assertRoleChange } from '../../schema/members.rules';
import { findRoleId } from '../../schema/members.sql';
import { toJson } from '../../schema/meta-values';
import { beginMetaAction, type MetaDeps } from '../../schema/meta-write';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import { newKey } from '../../schema/new-key';
import type { ReadDb, WriteDb } from '../../storage/db';
import { compileFilter } from '../query/filter-compile';

interface RoleDeps extends MetaDeps {
  readonly clock: Clock;
  readonly settings: () => { readonly timeZone: string; readonly locale: string };
}

const refuse = (message: MessageDescriptor, detail: Readonly<Record<string, string>>): AppError =>
  new AppError('invalid_input', message, detail);

const checkRights = (rule: ObjectRule, detail: Readonly<Record<string, string>>): void => {
  if (rule.rights.length > 0 && !rule.rights.includes('see'))
    throw refuse(msg`Who may do something with records must see them.`, { ...detail, right: 'see' });
};

const checkFields = (object: ObjectModel, rule: ObjectRule): void => {
  const { name, labelPlural } = object.def;
  for (const [field, access] of Object.entries(rule.fields)) {
    const def = object.def.fields.find((each) => each.name === field);
    if (!def) throw refuse(msg`${labelPlural} have no field "${field}".`, { object: name, field });
    if (def.isSystem)
      throw refuse(msg`"${def.label}" is kept by Outpost: every role sees it.`, { object: name, field });
    if (access === 'hidden' && def.key === object.titleField.def.key)
      throw refuse(msg`"${def.label}" names the record. Hide ${labelPlural} as a whole instead.`, {
        object: name,
        field,
      });
  }
};

const checkFilter = (deps: RoleDeps, db: ReadDb, schema: SchemaModel, object: ObjectModel, rule: ObjectRule): void => {
  const { name, labelPlural } = object.def;
  if (rule.records !== 'filter') return;
  if (!rule.filter) throw refuse(msg`Say which ${labelPlural} the role sees.`, { object: name });
  const { timeZone, locale } = deps.settings();
  const scope = { schema, db, nowMs: deps.clock.nowMs(), timeZone, firstWeekday: firstWeekdayOf(locale) };
  try {
    compileFilter(scope, object, rule.filter);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError('invalid_input', fieldReason(labelPlural, error.words), { ...error.detail, object: name });
  }
};

/** The data model is one: who changes a part of it must see what it would take from the rest. */
const checkDataModel = (rules: RoleRules): void => {
  if (!rules.settings.includes('dataModel')) return;
  const all = [rules.otherObjects, ...Object.values(rules.objects)];
  if (all.some(({ rights, fields }) => !rights.includes('see') || Object.values(fields).includes('hidden')))
    throw refuse(msg`Who may change the data model must see all objects and fields.`, { setting: 'dataModel' });
};

const checkRules = (deps: RoleDeps, db: ReadDb, rules: RoleRules): void => {
  const schema = deps.wholeSchema.refresh(db);
  const { otherObjects } = rules;
  checkRights(otherObjects, { object: '*' });
  if (otherObjects.records === 'filter' || Object.keys(otherObjects.fields).length > 0)
    throw refuse(msg`Filters and fields can be set for single objects only.`, { object: '*' });
  for (const [name, rule] of Object.entries(rules.objects)) {
    // One in the trash comes back with the rule that it had.
    const object = schema.objects.get(name) ?? [...schema.objectsByKey.values()].find(({ def }) => def.name === name);
    if (!object) throw refuse(msg`There is no object "${name}".`, { object: name });
    checkRights(rule, { object: name });
    checkFields(object, rule);
    checkFilter(deps, db, schema, object, rule);
  }
  checkDataModel(rules);
};

const getRole = ({ roles }: SchemaModel, key: string): Role => {
  const role = roles.find((each) => each.key === key);
  if (!role) throw new AppError('not_found', msg`There is no such role.`, { role: key });
  return role;
};

const assertFreeName = ({ roles }: SchemaModel, name: string, except?: string): void => {
  if (roles.some((role) => role.key !== except && foldText(role.name) === foldText(name)))
    throw refuse(msg`There is a role "${name}" already.`, { field: 'name' });
};

const makeRole = (deps: RoleDeps, db: WriteDb, { name, rules }: SaveRole): Role => {
  const schema = deps.wholeSchema.current();
  assertFreeName(schema, name);
  const key = newKey(deps);
  beginMetaAction(deps, db, { verb: 'member', subject: name }).create('_role', {
    key,
    name,
    rules: toJson(rules),
    is_standard: false,
    sort_order: (schema.roles.length + 1) * 1000,
  });
  return getRole(deps.wholeSchema.current(), key);
};

/**
 * Makes a role, or changes one from now on for everybody who has it. In the caller's transaction. Errors: `invalid_input` with `object`, `field`, `at` or
 * `setting`; `not_found`; `forbidden` for Owner, which may do everything; those of `assertRoleChange`.
 */
export const saveRole = (deps: RoleDeps, db: WriteDb, input: SaveRole): Role => {
  assertMaySet(deps.schema.current(), 'members');
  checkRules(deps, db, input.rules);
  const { key } = input;
  const schema = deps.wholeSchema.current();
  assertRoleChange(deps.schema.current(), schema, { key, after: input.rules });
  if (key === undefined) return makeRole(deps, db, input);
  const role = getRole(schema, key);
  const id = findRoleId(db, key);
  if (key === OWNER_ROLE || id === undefined)
    throw new AppError('forbidden', msg`An Owner may do everything: that cannot be changed.`, { role: key });
  assertFreeName(schema, input.name, key);
  beginMetaAction(deps, db, { verb: 'member', subject: role.name }).update('_role', id, {
    name: input.name,
    rules: toJson(input.rules),
  });
  return getRole(deps.wholeSchema.current(), key);
};

/** Takes a role away; undo brings it back. Errors: `not_found`; `forbidden` for standard roles; `conflict` while members have it. */
export const deleteRole = (deps: RoleDeps, db: WriteDb, { key }: { readonly key: string }): Record<string, never> => {
  assertMaySet(deps.schema.current(), 'members');
  const schema = deps.wholeSchema.refresh(db);
  const role = getRole(schema, key);
  const id = findRoleId(db, key);
  if (id === undefined) throw new Error('A role of the schema has no row');
  if (role.isStandard) throw new AppError('forbidden', msg`"${role.name}" comes with Outpost.`, { role: key });
  assertRoleChange(deps.schema.current(), schema, { key, after: undefined });
  beginMetaAction(deps, db, { verb: 'member', subject: role.name }).setLife('_role', id, false);
  return {};
};
