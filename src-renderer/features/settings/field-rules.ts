import type { FieldDef, FieldType, ObjectDef } from '@shared/domain/schema';
import { CUSTOM_FIELD_TYPES } from '@shared/domain/schema';
import type { SavedView } from '@shared/domain/views';
import { filterPaths } from '@shared/domain/changes';

const byOrder = (a: FieldDef, b: FieldDef): number => Number(a.isSystem) - Number(b.isSystem) || a.order - b.order;

/** Kept for the engine's own use: the manual order, the time of deletion. */
const isInternal = (field: FieldDef): boolean => field.type === 'position' || (field.isSystem && field.isHidden);

/** The fields a person knows of. */
export const shownFields = (object: ObjectDef): readonly FieldDef[] =>
  object.fields.filter((field) => field.deletedAtMs === null && !isInternal(field)).toSorted(byOrder);

export const deletedFields = (object: ObjectDef): readonly FieldDef[] =>
  object.fields.filter((field) => field.deletedAtMs !== null).toSorted(byOrder);

/** Types of a field that a person may make. */
export const CHOOSABLE_TYPES: readonly FieldType[] = CUSTOM_FIELD_TYPES;

/** How many saved views show, filter, sort or group by a field. */
export const viewsUsing = (views: readonly SavedView[], object: string, field: string): number =>
  views.filter(({ object: of, settings }) => {
    if (of !== object) return false;
    const paths = [
      ...settings.columns.filter(({ isHidden }) => !isHidden).map((column) => column.field),
      ...settings.sort.map((sort) => sort.field),
      ...filterPaths(settings.filter),
      ...(settings.groupBy === undefined ? [] : [settings.groupBy]),
    ];
    return paths.some((path) => path === field || path.startsWith(`${field}.`));
  }).length;
