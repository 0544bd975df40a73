import type { MessageDescriptor } from '@lingui/core';
import { toMessage } from '../../messages/message';
import type { FieldValue } from '../values';
import type { ParseResult } from './field-type';

/** A text that was understood. */
export const parsed = (value: FieldValue): ParseResult => ({ ok: true, value });

/** A text that was not, and why, for the person who wrote it. */
export const refused = (reason: MessageDescriptor): ParseResult => ({ ok: false, reason: toMessage(reason) });
