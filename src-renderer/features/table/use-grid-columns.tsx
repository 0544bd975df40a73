import { useMemo, type ReactNode } from 'react';
import type { RecordId } from '@shared/domain/ids';
import type { Sort } from '@shared/domain/query';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { gridColumnForField } from '../../fields/grid-column';
import type { GridColumn } from '../../ui/data-grid/grid-column';
import { RecordLink } from './record-link';
import type { TableColumn } from './view-columns.rules';

interface GridColumnDeps {
  readonly object: ObjectDef;
  readonly columns: readonly TableColumn[];
  readonly sort: readonly Sort[];
  readonly footers: ReadonlyMap<string, ReactNode>;
  readonly onOpenRecord: (object: string, id: RecordId) => void;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  readonly onToggle: (row: Row, field: FieldDef, next: boolean) => void;
}

/** The visible columns as the grid draws them; the record's name comes first and stays in view. */
export const useGridColumns = (deps: GridColumnDeps): readonly GridColumn<Row>[] => {
  const { object, columns, sort, footers, onOpenRecord, hrefOfRecord, onToggle } = deps;
  // Cells know nothing of widths, order and totals: they keep their identity while those change.
  const cells = useMemo(
    () =>
      new Map(
        columns.map(({ field }): [FieldDef, GridColumn<Row>] => {
          const isTitle = field.name === object.titleField;
          const column = gridColumnForField(field, {
            object: object.name,
            frozen: isTitle,
            onOpenRecord,
            onToggle,
          });
          return [
            field,
            isTitle
              ? {
                  ...column,
                  renderCell: (row) => <RecordLink object={object} row={row} hrefOfRecord={hrefOfRecord} />,
                }
              : column,
          ];
        }),
      ),
    [columns, object, onOpenRecord, onToggle, hrefOfRecord],
  );
  return useMemo(
    () =>
      columns.flatMap(({ field, widthPx, isHidden }) => {
        const cell = cells.get(field);
        if (isHidden || !cell) return [];
        const direction = sort.find((each) => each.field === field.name)?.direction;
        return [
          {
            ...cell,
            width: widthPx,
            sortDirection: direction && (direction === 'asc' ? ('ascending' as const) : ('descending' as const)),
            footer: footers.get(field.name),
          },
        ];
      }),
    [columns, cells, sort, footers],
  );
};
