import { OWNER_ROLE, type ObjectRule, type RecordScope, type RoleRules } from '@shared/domain/roles';
import type { SchemaModel } from './model';

const NOTHING: RoleRules = { settings: [], otherObjects: { rights: [], records: 'all', fields: {} }, objects: {} };

/** What a member's role says; undefined for an Owner. Who is not active, or whose role is gone, may do nothing. */
export const rulesOf = ({ members, roles }: SchemaModel, memberId: string): RoleRules | undefined => {
  const member = members.find(({ id }) => id === memberId);
  if (!member?.isActive) return NOTHING;
  if (member.role === OWNER_ROLE) return undefined;
  return roles.find(({ key }) => key === member.role)?.rules ?? NOTHING;
};

/** What a role says of an object. */
export const ruleOf = (rules: RoleRules, object: string): ObjectRule =>
  Object.hasOwn(rules.objects, object) ? (rules.objects[object] ?? rules.otherObjects) : rules.otherObjects;

/** Scopes that leave no record which the scope itself does not. A filter is more or less than another only where it is the same. */
const WITHIN: Readonly<Record<RecordScope, readonly RecordScope[]>> = {
  all: ['all', 'ownAndShared', 'own', 'filter'],
  ownAndShared: ['ownAndShared', 'own'],
  own: ['own'],
  filter: ['filter'],
};

const coversRecords = (own: ObjectRule, given: ObjectRule): boolean =>
  WITHIN[own.records].includes(given.records) &&
  (own.records !== 'filter' || JSON.stringify(own.filter) === JSON.stringify(given.filter));

const coversFields = (own: ObjectRule, given: ObjectRule): boolean => {
  const isWritten = given.rights.includes('create') || given.rights.includes('edit');
  return Object.entries(own.fields).every(
    ([field, access]) =>
      given.fields[field] === 'hidden' || (access === 'readOnly' && (!isWritten || given.fields[field] === access)),
  );
};

const coversObject = (own: ObjectRule, given: ObjectRule): boolean =>
  !given.rights.includes('see') ||
  (given.rights.every((right) => own.rights.includes(right)) && coversRecords(own, given) && coversFields(own, given));

/** Whether whoever may do what `own` says may do all that `given` says, of objects made later too. */
export const covers = (own: RoleRules, given: RoleRules): boolean => {
  const objects = new Set([...Object.keys(own.objects), ...Object.keys(given.objects)]);
  return (
    given.settings.every((right) => own.settings.includes(right)) &&
    coversObject(own.otherObjects, given.otherObjects) &&
    [...objects].every((object) => coversObject(ruleOf(own, object), ruleOf(given, object)))
  );
};
