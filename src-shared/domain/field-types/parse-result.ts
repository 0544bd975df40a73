import type { FieldValue } from '../values';
import type { ParseResult } from './field-type';

/** A text that was understood. */
export const parsed = (value: FieldValue): ParseResult => ({ ok: true, value });

/** A text that was not, and why, for the person who wrote it. */
export const refused = (reason: string): ParseResult => ({ ok: false, reason });
