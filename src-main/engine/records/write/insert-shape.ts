import { identifier } from '../../storage/identifier';
import type { SqlValue } from '../../storage/db';
import type { RowBuffer } from '../../storage/row-buffer';
import { POSITION_COLUMN } from './writable-object';
import type { WritableField, WritableObject } from './writable-object';

/** An INSERT that names only the columns a record fills: binding thirty nulls costs as much as the row itself. */
interface Shape {
  readonly head: string;
  readonly columns: readonly number[];
  readonly next: Map<WritableField, Shape>;
}

/** Records of an import have few shapes; beyond this many the statement for all columns serves. */
const MAX_SHAPES = 60;

interface Shapes {
  readonly root: Shape;
  readonly all: Shape;
  count: number;
}

const makeShape = (object: WritableObject, columns: readonly number[]): Shape => {
  const names = columns.map((i) => `, ${identifier(object.columns[i] ?? '')}`).join('');
  return {
    head: `INSERT INTO ${identifier(object.model.table)}(rid, id, created_at, updated_at, created_by, updated_by${names})`,
    columns,
    next: new Map(),
  };
};

const known = new WeakMap<WritableObject, Shapes>();

const findShape = (object: WritableObject, filled: Iterable<WritableField>): Shape => {
  let shapes = known.get(object);
  if (!shapes) {
    const all = makeShape(
      object,
      object.columns.map((_, i) => i),
    );
    shapes = { root: makeShape(object, [POSITION_COLUMN]), all, count: 0 };
    known.set(object, shapes);
  }
  let shape = shapes.root;
  for (const field of filled) {
    let next = shape.next.get(field);
    if (!next) {
      if (shapes.count >= MAX_SHAPES) return shapes.all;
      shapes.count += 1;
      const columns = Array.from({ length: field.to - field.from }, (_, i) => field.from + i);
      next = makeShape(object, [...shape.columns, ...columns]);
      shape.next.set(field, next);
    }
    shape = next;
  }
  return shape;
};

export interface NewRow {
  readonly rid: number;
  readonly id: string;
  readonly atMs: number;
  /** Number of an actor. */
  readonly by: number;
  readonly cells: readonly SqlValue[];
  /** Fields that have a value, `position` aside; the other cells are null. */
  readonly filled: readonly WritableField[];
}

export const insertRow = (rows: RowBuffer, object: WritableObject, row: NewRow): void => {
  const shape = findShape(object, row.filled);
  const values: SqlValue[] = [row.rid, row.id, row.atMs, row.atMs, row.by, row.by];
  for (const column of shape.columns) values.push(row.cells[column] ?? null);
  rows.insert(shape.head, values);
};
