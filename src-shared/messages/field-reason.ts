import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { toMessage, withValues, type Message } from './message';

/** What is wrong with a value, with the name of its field or column before it. */
export const fieldReason = (field: string, reason: MessageDescriptor): Message =>
  withValues(msg({ message: '{field}: {reason}' }), { field, reason: toMessage(reason) });
