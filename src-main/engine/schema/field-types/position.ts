import { positionRules } from '@shared/domain/field-types/position';
import type { FieldTypeStorage } from './field-type-storage';
import { badValue, onlyColumn, textOperand } from './operands';
import { textParseContext } from './parse-context';
import { textStorage } from './text';
import { valueCondition } from './value-condition';

export const positionStorage: FieldTypeStorage = {
  ...textStorage,
  type: 'position',
  normalize: (input, context) => {
    const result =
      input === null
        ? { ok: true as const, value: null }
        : positionRules.parseText(typeof input === 'string' ? input : '-', textParseContext(context));
    if (!result.ok) throw badValue(result.reason);
    return result.value;
  },
  indexedValues: () => [],
  distinct: undefined,
  searchText: () => '',
  // Bytewise, as the keys are made.
  sortKeys: (columns) => [onlyColumn(columns)],
  condition: (op, operand, columns) => valueCondition('position', onlyColumn(columns), op, operand, textOperand),
};
