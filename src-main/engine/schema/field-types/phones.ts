import { foldCase } from '@shared/domain/field-types/clean-text';
import { MAX_LIST } from '@shared/domain/field-types/emails';
import { isTextList, splitList, unquote } from '@shared/domain/field-types/list-text';
import { phoneDigits, notAPhone } from '@shared/domain/field-types/phones';
import type { Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import { anyOf, fragment } from '../sql-fragment';
import type { FieldTypeStorage, SqlFragment } from './field-type-storage';
import { emailsStorage } from './emails';
import { normalizeTextList } from './json-column';
import { listCondition } from './list-condition';
import { badValue, onlyColumn } from './operands';
import { normalizePhone } from './phone-number';
import { textCondition } from './text-condition';

const EXTENSION = / ext\. \d+$/;

/** Digits of an SQL text that was typed: the marks that people put between them go. */
const digitsSql = (expr: string): string =>
  [' ', '-', '(', ')', '.', '/', '+'].reduce((sql, mark) => `replace(${sql}, '${mark}', '')`, expr);

/** Digits that a condition looks for: trunk and international zeros go, so "030 55" finds +49 30 55…. Undefined when it has letters or no digits. */
const wantedDigits = (operand: FieldInput | undefined): string | undefined => {
  if (typeof operand !== 'string' || /\p{L}/u.test(operand)) return undefined;
  const digits = phoneDigits(operand);
  return digits.replace(/^0+/, '') || digits || undefined;
};

/** On one number: contains, starts with and ends with compare digits when the operand is a piece of a number, else text. */
const onNumber = (element: string, op: Operator, operand: FieldInput | undefined): SqlFragment => {
  const digits = wantedDigits(operand);
  const asText = textCondition('phones', element, op, operand);
  if (digits === undefined) return asText;
  const sql = digitsSql(element);
  if (op === 'contains') return fragment(`(instr(${sql}, ?) > 0)`, digits);
  if (op === 'endsWith') return fragment(`(${sql} LIKE ?)`, `%${digits}`);
  // The country code stands before what a national number starts with.
  if (op === 'startsWith') return anyOf([asText, fragment(`(${sql} LIKE ?)`, `${digits}%`)]);
  if (op === 'is' && digits.length >= 5) return anyOf([asText, fragment(`(ltrim(${sql}, '0') = ?)`, digits)]);
  return asText;
};

/** E.164 where a number could be read, else as typed. */
export const phonesStorage: FieldTypeStorage = {
  ...emailsStorage,
  type: 'phones',
  normalize: (input, { phoneRegion }) =>
    normalizeTextList(
      typeof input === 'string' ? splitList(input).map(unquote) : input,
      MAX_LIST,
      (text) => {
        const phone = normalizePhone(text, phoneRegion);
        if (phone === undefined) throw badValue(notAPhone(text));
        return phone;
      },
      (phone) => phone,
    ),
  indexedValues: (stored) =>
    isTextList(stored)
      ? stored.flatMap((phone) => {
          const number = phone.replace(EXTENSION, '');
          const digits = phoneDigits(number);
          return [...new Set([foldCase(number), ...(digits.length >= 3 ? [digits] : [])])];
        })
      : [],
  searchText: (stored) => (isTextList(stored) ? stored.join(' ') : ''),
  condition: (op, operand, columns) => listCondition(onlyColumn(columns), op, operand, onNumber),
};
