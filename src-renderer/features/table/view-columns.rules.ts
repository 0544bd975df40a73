import type { AggregateFunction } from '@shared/domain/query';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { ViewColumn } from '@shared/domain/views';
import { defaultColumnWidth } from '../../fields/grid-column';
import { isListable } from '../../fields/is-listable';

/** Room for the checkbox and the picture before the name. */
const TITLE_WIDTH_PX = 232;

/** A column of a table: a field, and how this view shows it. */
export interface TableColumn {
  readonly field: FieldDef;
  readonly widthPx: number;
  readonly isHidden: boolean;
  readonly aggregate: AggregateFunction | undefined;
}

const freshColumn = (field: FieldDef, isTitle: boolean, isHidden: boolean): TableColumn => ({
  field,
  widthPx: isTitle ? TITLE_WIDTH_PX : defaultColumnWidth(field.type),
  isHidden,
  aggregate: undefined,
});

/**
 * The columns of a table in their order, hidden ones included. The field that names the record is always first and shown.
 * Fields the view has never seen come last: shown where the view is not arranged yet, hidden where it is.
 */
export const resolveColumns = (object: ObjectDef, kept: readonly ViewColumn[]): readonly TableColumn[] => {
  const fields = object.fields.filter(isListable).toSorted((a, b) => a.order - b.order);
  const keptByField = new Map(kept.map((column, index) => [column.field, { column, index }]));
  const isTitle = (field: FieldDef) => field.name === object.titleField;
  const rank = (field: FieldDef): number => {
    if (isTitle(field)) return -1;
    // System fields stand behind those that people made.
    return keptByField.get(field.name)?.index ?? kept.length + (field.isSystem ? 1 : 0);
  };
  return fields
    .toSorted((a, b) => rank(a) - rank(b))
    .map((field) => {
      const known = keptByField.get(field.name)?.column;
      if (!known) return freshColumn(field, isTitle(field), !isTitle(field) && (field.isSystem || kept.length > 0));
      return {
        field,
        widthPx: known.widthPx,
        isHidden: known.isHidden && !isTitle(field),
        aggregate: known.aggregate,
      };
    });
};

export const toViewColumns = (columns: readonly TableColumn[]): ViewColumn[] =>
  columns.map(({ field, widthPx, isHidden, aggregate }) => ({
    field: field.name,
    widthPx: Math.round(widthPx),
    isHidden,
    ...(aggregate === undefined ? {} : { aggregate }),
  }));

/** Replaces what is given of one column. */
export const changeColumn = (
  columns: readonly TableColumn[],
  name: string,
  change: Partial<Omit<TableColumn, 'field'>>,
): readonly TableColumn[] => columns.map((column) => (column.field.name === name ? { ...column, ...change } : column));

/** Moves a column to stand before or after another one, as a person drops it there. */
export const moveColumn = (columns: readonly TableColumn[], name: string, toName: string): readonly TableColumn[] => {
  const from = columns.findIndex(({ field }) => field.name === name);
  const to = columns.findIndex(({ field }) => field.name === toName);
  const moved = columns[from];
  // The first place belongs to the record's name.
  if (!moved || to < 1 || from < 1 || from === to) return columns;
  const rest = columns.filter((column) => column !== moved);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
};
