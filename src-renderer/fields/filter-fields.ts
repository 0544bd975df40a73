import type { I18n } from '@lingui/core';
import { ADDRESS_PARTS, COORDINATES, type AddressPart, type Coordinate } from '@shared/domain/values';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { msg } from '@lingui/core/macro';
import { ADDRESS_PART_LABELS } from './field-labels';
import { partsOfField, resolvePath } from './field-path';
import { operatorsOf } from './filter-condition';
import { STAGE_PART_NAMES, stagePartLabel } from './stage-parts';
import { isListable } from './is-listable';

/** Something a list can be filtered by: a field, a part of one, or a field of a record it points to. */
export interface FilterField {
  readonly path: string;
  readonly label: string;
  readonly field: FieldDef;
}

const isAddressPart = (part: string): part is AddressPart | Coordinate =>
  Object.hasOwn(COORDINATES, part) || ADDRESS_PARTS.some((each) => each === part);

/** "City", "First name": what a part of a value is called. */
export const partLabel = (i18n: I18n, part: string): string => {
  if (isAddressPart(part)) return i18n._(ADDRESS_PART_LABELS[part]);
  const ofStage = stagePartLabel(part);
  if (ofStage) return i18n._(ofStage);
  return i18n._(part === 'first' ? msg`First name` : msg`Last name`);
};

const isFilterable = (field: FieldDef): boolean => isListable(field) && operatorsOf(field.type).length > 0;

/** The object's own fields first, then their parts, then the fields of what they point to. */
export const listFilterFields = (
  objects: readonly ObjectDef[],
  object: ObjectDef,
  i18n: I18n,
): readonly FilterField[] => {
  const own = object.fields.filter(isFilterable).toSorted((a, b) => a.order - b.order);
  const related = own.flatMap((relation) =>
    (objects.find(({ name }) => name === relation.settings.target)?.fields ?? [])
      .filter((field) => isFilterable(field) && !field.isSystem)
      .map((field) => `${relation.name}.${field.name}`),
  );
  const paths = [
    ...own.map(({ name }) => name),
    ...own.flatMap((field) => {
      const parts = field.type === 'stage' ? STAGE_PART_NAMES : partsOfField(field);
      return parts.map((part) => `${field.name}.${part}`);
    }),
    ...related,
  ];
  return paths.flatMap((path) => {
    const resolved = resolvePath(objects, object.name, path, (part) => partLabel(i18n, part));
    return resolved ? [{ path, label: resolved.label, field: resolved.field }] : [];
  });
};

/** What a path of a filter means; also a place inside a JSON value, of which there is no list. */
export const findFilterField = (
  objects: readonly ObjectDef[],
  object: ObjectDef,
  path: string,
  i18n: I18n,
): FilterField | undefined => {
  const listed = listFilterFields(objects, object, i18n).find((each) => each.path === path);
  if (listed) return listed;
  const resolved = resolvePath(objects, object.name, path, (part) => partLabel(i18n, part));
  return resolved?.field.key.includes('.') ? { path, label: resolved.label, field: resolved.field } : undefined;
};

/** The path of the JSON field that a path leads into, and the place inside it; undefined for paths that lead into none. */
export const splitJsonPath = (
  objects: readonly ObjectDef[],
  object: ObjectDef,
  path: string,
): { readonly field: string; readonly inside: string } | undefined => {
  const names = path.split('.');
  for (let length = 1; length <= names.length; length += 1) {
    const start = names.slice(0, length).join('.');
    if (resolvePath(objects, object.name, start, (part) => part)?.field.type === 'json')
      return { field: start, inside: names.slice(length).join('.') };
  }
  return undefined;
};
