import { rulesFor } from '@shared/domain/field-types';
import type { RecordId } from '@shared/domain/ids';
import { recordTitle } from '@shared/domain/record-title';
import type { FieldDef, FieldType, ObjectDef } from '@shared/domain/schema';
import type { FieldValue, Row } from '@shared/domain/values';
import type { GridColumn, GridEditorProps } from '../ui/data-grid/grid-column';
import { GridCheck } from '../ui/data-grid/grid-check';
import type { EditorMove } from './editor-contract';
import { FieldDisplay } from './field-display';
import { FieldEditor } from './field-editor';
import { iconOfField } from './field-icon';
import { isEditable } from './is-editable';
import { RecordTitle } from './record-title';

const WIDTH_PX: Partial<Readonly<Record<FieldType, number>>> = {
  fullName: 208,
  text: 176,
  longText: 240,
  richText: 240,
  emails: 212,
  phones: 152,
  links: 176,
  address: 176,
  relation: 168,
  morphRelation: 168,
  select: 128,
  multiSelect: 176,
  rating: 96,
  currency: 120,
  boolean: 76,
  files: 168,
  array: 176,
  json: 208,
  actor: 152,
};

/** How wide a column of this type is before a person says otherwise. */
export const defaultColumnWidth = (type: FieldType): number => WIDTH_PX[type] ?? 112;

const alignmentOf = (type: FieldType): 'start' | 'center' | 'end' => {
  if (type === 'boolean') return 'center';
  return type === 'number' || type === 'integer' || type === 'percent' || type === 'currency' ? 'end' : 'start';
};

const AFTER = { down: 'down', next: 'right', previous: 'left', stay: 'stay' } as const satisfies Record<
  EditorMove,
  string
>;

export interface GridColumnOptions {
  /** API name of the object whose rows are shown. */
  readonly object: string;
  /** Key of the value in a row; default the field's name. Paths over relations are not edited. */
  readonly path?: string | undefined;
  readonly label?: string | undefined;
  readonly width?: number | undefined;
  readonly frozen?: boolean | undefined;
  readonly sortDirection?: GridColumn<Row>['sortDirection'];
  readonly footer?: GridColumn<Row>['footer'];
  /** In the column that names the record: its object. */
  readonly titled?: ObjectDef | undefined;
  readonly isReadOnly?: boolean | undefined;
  readonly getState?: GridColumn<Row>['getState'];
  readonly onOpenRecord?: ((object: string, id: RecordId) => void) | undefined;
  /** Turns a checkbox over without opening an editor. */
  readonly onToggle?: ((row: Row, field: FieldDef, next: boolean) => void) | undefined;
}

const valueAt = (row: Row, path: string): FieldValue => row[path] ?? null;

/** A field as a column of the data grid. Memoise the result: the grid draws rows again when a column changes. */
export const gridColumnForField = (field: FieldDef, options: GridColumnOptions): GridColumn<Row> => {
  const { object, path = field.name, onOpenRecord, onToggle } = options;
  const canEdit = isEditable(field) && path === field.name && options.isReadOnly !== true;
  const isCheck = field.type === 'boolean';
  const renderCell = (row: Row) => {
    const value = valueAt(row, path);
    if (options.titled) return <RecordTitle object={object} title={recordTitle(options.titled, row)} />;
    if (isCheck && canEdit && onToggle) {
      return <GridCheck checked={value === true} label={field.label} />;
    }
    return <FieldDisplay field={field} value={value} variant="cell" onOpenRecord={onOpenRecord} />;
  };
  const renderEditor = ({ row, initialText, commit, cancel }: GridEditorProps<Row>) => (
    <FieldEditor
      object={object}
      field={field}
      value={valueAt(row, path)}
      variant="cell"
      initialText={initialText}
      onCommit={(value, move) => commit(value, AFTER[move])}
      onCancel={cancel}
    />
  );
  return {
    key: path,
    label: options.label ?? field.label,
    icon: iconOfField(field),
    width: options.width ?? defaultColumnWidth(field.type),
    align: alignmentOf(field.type),
    frozen: options.frozen,
    sortDirection: options.sortDirection,
    footer: options.footer,
    getState: options.getState,
    canEdit: () => canEdit,
    renderCell,
    getCopyText: (row) => rulesFor(field.type).formatText(valueAt(row, path), { settings: field.settings }),
    ...(canEdit && !(isCheck && onToggle) ? { renderEditor } : {}),
    ...(canEdit && isCheck && onToggle
      ? { onToggle: (row: Row) => onToggle(row, field, valueAt(row, path) !== true) }
      : {}),
  };
};
