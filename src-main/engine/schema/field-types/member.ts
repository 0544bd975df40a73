import { msg } from '@lingui/core/macro';
import { findMembers } from '@shared/domain/field-types/member';
import { isRecordId } from '@shared/domain/ids';
import type { MemberName } from '@shared/domain/members';
import type { FieldInput } from '@shared/domain/values';
import type { Operator } from '@shared/domain/query';
import { fragment } from '../sql-fragment';
import type { FieldTypeStorage } from './field-type-storage';
import { badOperand, badValue, onlyColumn } from './operands';
import { textOrNull } from './text';
import { isNullSql } from './text-condition';
import { valueCondition } from './value-condition';

const idOf = (input: unknown): unknown => {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : input;
  return typeof id === 'string' ? id.trim() : id;
};

/** The id of the member that a caller names by id, e-mail address or name. Errors: `invalid_input`. */
const readMember = (input: unknown, members: readonly MemberName[]): string => {
  const text = idOf(input);
  if (typeof text !== 'string') throw badValue(msg`Not a member`);
  const [member, ...others] = findMembers(members, text);
  const named = text.slice(0, 100);
  if (!member) throw badValue(msg`"${named}" is not a member of this workspace`);
  if (others.length > 0) throw badValue(msg`Several members are called "${named}": give an e-mail address`);
  return member.id;
};

const idOperand = (op: Operator, operand: FieldInput | undefined): string => {
  const id = idOf(operand);
  const clean = typeof id === 'string' ? id.toLowerCase() : id;
  if (!isRecordId(clean)) throw badOperand(op, msg`the id of a member`);
  return clean;
};

/** Kept as the member's id. Sorted by name, as the table of members has it now. */
export const memberStorage: FieldTypeStorage = {
  type: 'member',
  columns: [{ suffix: '', sqlType: 'TEXT' }],
  parts: {},
  normalize: (input, { members }) => (input === null || input === '' ? null : readMember(input, members)),
  toColumns: (stored) => [textOrNull(stored)],
  fromColumns: ([column]) => textOrNull(column),
  indexedValues: (stored) => (typeof stored === 'string' ? [stored] : []),
  searchText: () => '',
  sortKeys: (columns) => {
    const column = onlyColumn(columns);
    return [`coalesce((SELECT name FROM member WHERE member.id = ${column}), ${column}) COLLATE NOCASE`];
  },
  condition: (op, operand, columns, { me }) =>
    op === 'isMe'
      ? fragment(`(${onlyColumn(columns)} IS NOT NULL AND ${onlyColumn(columns)} IS ?)`, me)
      : valueCondition('member', onlyColumn(columns), op, operand, idOperand),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
