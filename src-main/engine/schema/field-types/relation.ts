import { msg } from '@lingui/core/macro';
import { isRecordId, type RecordId } from '@shared/domain/ids';
import type { Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import type { FieldTypeStorage } from './field-type-storage';
import { badOperand, badValue, onlyColumn } from './operands';
import { textOrNull } from './text';
import { isNullSql } from './text-condition';
import { valueCondition } from './value-condition';

const readId = (input: unknown): RecordId | undefined => {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : input;
  const clean = typeof id === 'string' ? id.trim().toLowerCase() : id;
  return isRecordId(clean) ? clean : undefined;
};

const idOperand = (op: Operator, operand: FieldInput | undefined): string => {
  const id = readId(operand);
  if (id === undefined) throw badOperand(op, msg`the id of a record`);
  return id;
};

/** Kept as the target's id; whether there is such a target is the write path's to check. Sorted by id here: a sort by title is a sort by a path. */
export const relationStorage: FieldTypeStorage = {
  type: 'relation',
  columns: [{ suffix: '', sqlType: 'TEXT' }],
  parts: {},
  normalize: (input) => {
    if (input === null || input === '') return null;
    const id = readId(input);
    if (id === undefined) throw badValue(msg`Not a record: give its id`);
    return id;
  },
  toColumns: (stored) => [textOrNull(stored)],
  fromColumns: ([column]) => textOrNull(column),
  indexedValues: (stored) => (typeof stored === 'string' ? [stored] : []),
  searchText: () => '',
  sortKeys: (columns) => [onlyColumn(columns)],
  condition: (op, operand, columns) => valueCondition('relation', onlyColumn(columns), op, operand, idOperand),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
