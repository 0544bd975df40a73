import type { I18n } from '@lingui/core';
import { rulesOf } from '@shared/domain/field-types';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { listFilterFields, type FilterField } from '../../fields/filter-fields';

/** What a list can be sorted by: its columns in their order, then the fields of the records that they point to. */
export const listSortFields = (
  objects: readonly ObjectDef[],
  object: ObjectDef,
  columns: readonly FieldDef[],
  i18n: I18n,
): readonly FilterField[] => {
  const own = columns.map((field) => ({ path: field.name, label: field.label, field }));
  const relations = new Set(columns.filter(({ type }) => type === 'relation').map(({ name }) => name));
  const related = listFilterFields(objects, object, i18n).filter(
    // A relation of a related record would be sorted by a third one's name.
    ({ path, field }) => path.includes('.') && relations.has(path.split('.')[0] ?? '') && field.type !== 'relation',
  );
  return [...own, ...related].filter(({ field }) => rulesOf(field).isSortable);
};
