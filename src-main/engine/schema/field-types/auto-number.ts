import type { FieldTypeStorage } from './field-type-storage';
import { onlyColumn } from './operands';
import { textCondition } from './text-condition';
import { textStorage } from './text';

/** Sorted by length first: "INV-9" comes before "INV-10", with or without leading zeros. */
export const autoNumberStorage: FieldTypeStorage = {
  ...textStorage,
  type: 'autoNumber',
  sortKeys: (columns) => [`length(${onlyColumn(columns)})`, `${onlyColumn(columns)} COLLATE NOCASE`],
  condition: (op, operand, columns) => textCondition('autoNumber', onlyColumn(columns), op, operand),
};
