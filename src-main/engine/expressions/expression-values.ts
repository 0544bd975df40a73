import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ExpressionType } from '@shared/domain/expressions';

/**
 * Values that are neither texts, numbers nor truth values. They are classes because the expression library knows the type of a value by its constructor.
 */
export class Money {
  /** Whole minor units of an ISO 4217 currency. */
  constructor(
    readonly amountMinor: number,
    readonly currency: string,
  ) {}
}

/** A calendar day. */
export class Day {
  /** "YYYY-MM-DD". */
  constructor(readonly iso: string) {}
}

/** A value as an expression works with it. Null is empty; an instant is a Date. */
export type ExpressionValue = null | string | number | boolean | Date | Day | Money | readonly string[];

/** What the library calls each type. */
export const CEL_TYPES: Readonly<Record<ExpressionType, string>> = {
  text: 'string',
  number: 'double',
  boolean: 'bool',
  date: 'date',
  dateTime: 'google.protobuf.Timestamp',
  currency: 'money',
  texts: 'list<string>',
};

/** The type of that name; undefined for what no field can hold. */
export const typeOfCel = (name: string): ExpressionType | undefined => {
  switch (name) {
    case 'string':
      return 'text';
    case 'double':
    case 'int':
      return 'number';
    case 'bool':
      return 'boolean';
    case 'date':
      return 'date';
    case 'google.protobuf.Timestamp':
      return 'dateTime';
    case 'money':
      return 'currency';
    case 'list<string>':
      return 'texts';
    default:
      return undefined;
  }
};

/** A type's name for people. */
export const TYPE_WORDS: Readonly<Record<ExpressionType, MessageDescriptor>> = {
  text: msg`a text`,
  number: msg`a number`,
  boolean: msg`yes or no`,
  date: msg`a date`,
  dateTime: msg`a date with time`,
  currency: msg`an amount of money`,
  texts: msg`a list`,
};
