import type { Message } from '../../messages/message';
import type { AggregateFunction, Operator } from '../query';
import type { MemberName } from '../members';
import type { FieldSettings, FieldType } from '../schema';
import type { FieldValue } from '../values';

/** What parsing a text needs to know about who wrote it. */
export interface ParseContext {
  readonly settings: FieldSettings;
  /** Used where an amount names no currency. */
  readonly currency: string;
  /** ISO 3166 alpha-2; phone numbers without a country code. */
  readonly phoneRegion: string;
  /** Order of day, month and year in "03/04/2025". */
  readonly dateOrder: 'ymd' | 'dmy' | 'mdy';
  /** "12.000,50" rather than "12,000.50". */
  readonly decimalComma: boolean;
  readonly nowMs: number;
  /** IANA. */
  readonly timeZone: string;
  /** Whom a text may name. */
  readonly members: readonly MemberName[];
}

/** A text understood, or why it was not: a short reason that a person reads beside the field. */
export type ParseResult =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly reason: Message };

/** What plain-text formatting needs. Plain text is for copying, export and search; screens format with Intl on their own. */
export interface FormatContext {
  readonly settings: FieldSettings;
}

/** The half of a field type that both sides share: pure, no I/O. One file per type in this folder. */
export interface FieldTypeRules {
  readonly type: FieldType;
  /** The settings and rules that a field of the type may have; those of other types are left out when a field is saved. */
  readonly settings: readonly (keyof FieldSettings)[];
  /** Whether a field may be told to hold each value once. */
  readonly canBeUnique: boolean;
  /** Outpost makes the values: nobody writes them, and they cannot be required or unique by order. */
  readonly isComputed?: true;
  /** Filter operators that the type has, the first is the default. */
  readonly operators: readonly Operator[];
  readonly aggregates: readonly AggregateFunction[];
  readonly isSortable: boolean;
  readonly isGroupable: boolean;
  /** Reads what a person typed or a file holds ("12k", "next fri", "a@b.c; d@e.f"). Empty text is null. */
  readonly parseText: (text: string, context: ParseContext) => ParseResult;
  /** A text that `parseText` reads back to the same value; null is "". */
  readonly formatText: (value: FieldValue, context: FormatContext) => string;
  /** Whether the value counts as empty ("", [], an address of empty parts). */
  readonly isEmpty: (value: FieldValue) => boolean;
}
