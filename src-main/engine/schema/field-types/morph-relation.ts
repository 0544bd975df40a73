import { msg } from '@lingui/core/macro';
import { splitMorph } from '@shared/domain/field-types/morph-relation';
import type { Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import type { FieldTypeStorage } from './field-type-storage';
import { badOperand, badValue, onlyColumn } from './operands';
import { relationStorage } from './relation';
import { valueCondition } from './value-condition';

const SHAPE = '{ object, id }';

/** "person:0190…" of that text, or of an object and an id. */
const readTarget = (input: unknown): string | undefined => {
  const text =
    typeof input === 'object' && input !== null && 'object' in input && 'id' in input
      ? `${String(input.object)}:${String(input.id)}`
      : input;
  const target = typeof text === 'string' ? splitMorph(text.trim()) : undefined;
  return target ? `${target.object}:${target.id}` : undefined;
};

const targetOperand = (op: Operator, operand: FieldInput | undefined): string => {
  const target = readTarget(operand);
  if (target === undefined) throw badOperand(op, msg`a record as ${SHAPE}`);
  return target;
};

/** One column "object:id", so that one index answers "the notes of this company". The object goes by its API name, which never changes. */
export const morphRelationStorage: FieldTypeStorage = {
  ...relationStorage,
  type: 'morphRelation',
  normalize: (input, { settings }) => {
    if (input === null || input === '') return null;
    const target = readTarget(input);
    if (target === undefined) throw badValue(msg`Not a record: give ${SHAPE}`);
    const object = target.slice(0, target.indexOf(':'));
    if (settings.targets && !settings.targets.includes(object)) throw badValue(msg`Cannot be linked to ${object}`);
    return target;
  },
  condition: (op, operand, columns) => valueCondition('morphRelation', onlyColumn(columns), op, operand, targetOperand),
};
