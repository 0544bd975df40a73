import { COORDINATES } from '@shared/domain/values';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { stagePartField } from './stage-parts';

export interface ResolvedPath {
  /** Of the last part; for a part of a name or an address, a text field of that part. */
  readonly field: FieldDef;
  /** "Company › Industry". */
  readonly label: string;
  /** API name of the object that `field` belongs to. */
  readonly object: string;
}

const PARTS: Partial<Readonly<Record<FieldDef['type'], readonly string[]>>> = {
  fullName: ['first', 'last'],
  address: ['street', 'city', 'state', 'postalCode', 'country', 'latitude', 'longitude'],
};

const partField = (field: FieldDef, part: string): FieldDef => ({
  ...field,
  key: `${field.key}.${part}`,
  type: Object.hasOwn(COORDINATES, part) ? 'number' : 'text',
  settings: {},
});

/** Follows a path such as "company.industry" or "address.city" through the data model; undefined when it leads nowhere. */
export const resolvePath = (
  objects: readonly ObjectDef[],
  objectName: string,
  path: string,
  partLabel: (part: string) => string,
): ResolvedPath | undefined => {
  const [name = '', ...rest] = path.split('.');
  const object = objects.find((each) => each.name === objectName);
  const field = object?.fields.find((each) => each.name === name && each.deletedAtMs === null);
  if (!field) return undefined;
  const [next] = rest;
  if (next === undefined) return { field, label: field.label, object: objectName };
  const part = PARTS[field.type]?.includes(next) ? partField(field, next) : stagePartField(field, next);
  if (part) {
    const label = `${field.label} › ${partLabel(next)}`;
    return { field: { ...part, label }, label, object: objectName };
  }
  if (field.type === 'json') {
    const label = `${field.label} › ${rest.join('.')}`;
    return { field: { ...partField(field, rest.join('.')), label }, label, object: objectName };
  }
  if (field.type !== 'relation' || field.settings.target === undefined) return undefined;
  const target = resolvePath(objects, field.settings.target, rest.join('.'), partLabel);
  return target && { ...target, label: `${field.label} › ${target.label}` };
};

/** The parts of a value that can be filtered and sorted on their own. */
export const partsOfField = (field: FieldDef): readonly string[] => PARTS[field.type] ?? [];
