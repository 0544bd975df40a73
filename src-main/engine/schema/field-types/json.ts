import { jsonRules } from '@shared/domain/field-types/json';
import type { FieldTypeStorage } from './field-type-storage';
import { onlyColumn } from './operands';
import { readText } from './parse-context';
import { textCondition } from './text-condition';
import { textStorage } from './text';

/** Kept as its text. A caller gives the value itself; a text is JSON that somebody wrote, so the JSON text "a" comes as "\"a\"". */
export const jsonStorage: FieldTypeStorage = {
  ...textStorage,
  type: 'json',
  distinct: undefined,
  normalize: (input, context) =>
    readText(jsonRules, typeof input === 'string' ? input : JSON.stringify(input), context),
  indexedValues: () => [],
  condition: (op, operand, columns) => textCondition('json', onlyColumn(columns), op, operand),
};
