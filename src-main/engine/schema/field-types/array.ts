import { msg } from '@lingui/core/macro';
import { arrayRules, cleanEntry, MAX_ENTRIES, MAX_ENTRY } from '@shared/domain/field-types/array';
import { emailsStorage } from './emails';
import type { FieldTypeStorage } from './field-type-storage';
import { normalizeTextList } from './json-column';
import { listCondition } from './list-condition';
import { badValue, onlyColumn } from './operands';
import { readText } from './parse-context';
import { textCondition } from './text-condition';

export const arrayStorage: FieldTypeStorage = {
  ...emailsStorage,
  type: 'array',
  normalize: (input, context) => {
    if (typeof input === 'string') return readText(arrayRules, input, context);
    return normalizeTextList(
      input,
      MAX_ENTRIES,
      (text) => {
        const entry = cleanEntry(text);
        if (entry === undefined) throw badValue(msg`An entry is longer than ${MAX_ENTRY} characters`);
        return entry;
      },
      (entry) => entry,
    );
  },
  indexedValues: () => [],
  condition: (op, operand, columns) =>
    listCondition(onlyColumn(columns), op, operand, (element, of, value) => textCondition('array', element, of, value)),
};
