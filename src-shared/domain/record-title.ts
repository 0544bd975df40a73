import { rulesOf } from './field-types/index';
import { displayName } from './field-types/full-name';
import type { FieldDef, FieldType, ObjectDef } from './schema';
import { RelationValue, type FieldValue } from './values';

/** What a record without a name is known by, best first. */
const STAND_INS: readonly FieldType[] = ['emails', 'phones', 'links'];

type Titled = Pick<ObjectDef, 'titleField' | 'fields'>;

const known = new WeakMap<Titled, readonly FieldDef[]>();

/**
 * The fields that a record is titled by: the title field, then those that stand in for it where it is empty. Of each type the first that is shown; fields
 * that a role keeps from somebody are not in the object as they know it, so they name nothing either.
 */
export const titleFields = (object: Titled): readonly FieldDef[] => {
  const found = known.get(object);
  if (found) return found;
  const live = object.fields.filter(({ deletedAtMs }) => deletedAtMs === null);
  const title = live.filter(({ name }) => name === object.titleField);
  const shown = live.filter(({ name, isHidden }) => !isHidden && name !== object.titleField);
  const fields = [...title, ...STAND_INS.flatMap((type) => shown.find((field) => field.type === type) ?? [])];
  known.set(object, fields);
  return fields;
};

/** What has to be read of a record to know its title. */
export const titleFieldNames = (object: Titled): readonly string[] => titleFields(object).map(({ name }) => name);

const firstOf = (value: FieldValue): FieldValue => (Array.isArray(value) ? value.slice(0, 1) : value);

/** A value as the name of its record: one line, of a list the first element. "" for what is empty. */
export const titleOfValue = (field: Pick<FieldDef, 'type' | 'settings'>, value: FieldValue | undefined): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' && field.type === 'text') return value;
  if (typeof value === 'object') {
    if ('first' in value && 'last' in value) return displayName(value);
    const link = RelationValue.safeParse(value);
    if (link.success) return link.data.title ?? '';
  }
  return rulesOf(field).formatText(firstOf(value), { settings: field.settings });
};

/**
 * What a record is called: the text of its title field, else the first e-mail address, phone number or link that it has; "" where it has none of them.
 * The values may be stored ones or those of the wire; fields that were not read count as empty.
 */
export const recordTitle = (object: Titled, values: Readonly<Record<string, FieldValue>>): string => {
  for (const field of titleFields(object)) {
    const title = titleOfValue(field, values[field.name]);
    if (title !== '') return title;
  }
  return '';
};
