import {
  RECORD_RIGHTS,
  type FieldAccess,
  type ObjectRule,
  type RecordRight,
  type RoleRules,
  type SettingRight,
} from '@shared/domain/roles';

/** What a role that is made begins with: whoever has it sees everything and changes records. */
export const NEW_RULES: RoleRules = {
  settings: ['views'],
  otherObjects: { rights: RECORD_RIGHTS.filter((right) => right !== 'purge'), records: 'all', fields: {} },
  objects: {},
};

/** The rule that holds for an object: its own, or that for all others. */
export const ruleFor = (rules: RoleRules, object: string): ObjectRule =>
  Object.hasOwn(rules.objects, object) ? (rules.objects[object] ?? rules.otherObjects) : rules.otherObjects;

/** `object` null: all that have no rule of their own. */
export const withRule = (rules: RoleRules, object: string | null, rule: ObjectRule): RoleRules =>
  object === null ? { ...rules, otherObjects: rule } : { ...rules, objects: { ...rules.objects, [object]: rule } };

/** Without seeing nothing else can be done, and whoever does something must see. */
export const toggleRight = (rule: ObjectRule, right: RecordRight, isOn: boolean): ObjectRule => {
  const rights = new Set(rule.rights);
  if (isOn) rights.add(right).add('see');
  else if (right === 'see') rights.clear();
  else rights.delete(right);
  return { ...rule, rights: RECORD_RIGHTS.filter((each) => rights.has(each)) };
};

export const withField = (rule: ObjectRule, field: string, access: FieldAccess | 'open'): ObjectRule => {
  const fields = { ...rule.fields };
  delete fields[field];
  return { ...rule, fields: access === 'open' ? fields : { ...fields, [field]: access } };
};

export const withScope = (rule: ObjectRule, records: ObjectRule['records']): ObjectRule => {
  const { filter, ...rest } = rule;
  return records === 'filter' ? { ...rest, records, filter: filter ?? { and: [] } } : { ...rest, records };
};

export const toggleSetting = (rules: RoleRules, setting: SettingRight, isOn: boolean): RoleRules => ({
  ...rules,
  settings: isOn ? [...new Set([...rules.settings, setting])] : rules.settings.filter((each) => each !== setting),
});
