import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { Operator } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { toMessage, withValues } from '@shared/messages/message';

type Operand = FieldInput | undefined;

/** Longest text that a condition may compare with: SQLite refuses LIKE patterns beyond 50,000 bytes. */
const MAX_OPERAND = 5000;
const MAX_OPERANDS = 10_000;

/** A value that a field cannot hold; the write path adds which field. */
export const badValue = (reason: MessageDescriptor): AppError => new AppError('invalid_input', reason);

export const badOperand = (op: Operator, expected: MessageDescriptor): AppError => {
  const words = withValues(msg({ message: '"{op}" takes {expected}.' }), { op, expected: toMessage(expected) });
  return new AppError('invalid_input', words, { op });
};

export const wrongOperator = (type: FieldType, op: Operator): AppError =>
  new AppError('invalid_input', msg`A field of type ${type} cannot be filtered with "${op}".`, { op, type });

export const textOperand = (op: Operator, operand: Operand): string => {
  const text = typeof operand === 'number' ? String(operand) : operand;
  if (typeof text !== 'string') throw badOperand(op, msg`a text`);
  if (text.length > MAX_OPERAND) throw badOperand(op, msg`a text of at most ${MAX_OPERAND} characters`);
  return text;
};

export const listOperand = (op: Operator, operand: Operand): readonly FieldInput[] => {
  if (!Array.isArray(operand)) throw badOperand(op, msg`a list`);
  if (operand.length > MAX_OPERANDS) throw badOperand(op, msg`a list of at most ${MAX_OPERANDS} values`);
  return operand;
};

/** A list of texts and whether it names "empty" too, as null. */
export const textListOperand = (
  op: Operator,
  operand: Operand,
): { readonly texts: readonly string[]; readonly hasEmpty: boolean } => {
  const values = listOperand(op, operand);
  const given = values.filter((value) => value !== null && value !== '');
  return { texts: given.map((value) => textOperand(op, value)), hasEmpty: given.length < values.length };
};

export const pairOperand = (op: Operator, operand: Operand): readonly [FieldInput, FieldInput] => {
  const values = listOperand(op, operand);
  const [from, to] = values;
  if (values.length !== 2 || from === undefined || to === undefined)
    throw badOperand(op, msg`a list of two values, from and to`);
  return [from, to];
};

/** The expression behind a single-column type. */
export const onlyColumn = (columns: readonly string[]): string => {
  const [column] = columns;
  if (column === undefined) throw new Error('A field without a column');
  return column;
};
