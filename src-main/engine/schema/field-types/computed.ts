import { msg } from '@lingui/core/macro';
import type { FieldTypeStorage } from './field-type-storage';
import { badValue } from './operands';
import { textStorage } from './text';

const computed = {
  ...textStorage,
  normalize: () => {
    throw badValue(msg`Outpost computes this field`);
  },
  indexedValues: () => [],
} satisfies Omit<FieldTypeStorage, 'type'>;

/** Of fields whose result is not known: their values are kept as those of the result's type (`FieldModel.storage`). */
export const formulaStorage: FieldTypeStorage = { ...computed, type: 'formula' };
export const rollupStorage: FieldTypeStorage = { ...computed, type: 'rollup' };
