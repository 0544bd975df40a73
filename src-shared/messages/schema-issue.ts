import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { toMessage, withValues, type Message } from './message';

/** What zod says of an issue, as far as it is put into words here. */
const Issue = z.object({
  code: z.string().catch(''),
  origin: z.string().catch(''),
  maximum: z.coerce.number().catch(0),
  minimum: z.coerce.number().catch(0),
  expected: z.string().catch(''),
  format: z.string().catch(''),
  values: z.array(z.unknown()).catch([]),
  keys: z.array(z.string()).catch([]),
});
type Issue = z.infer<typeof Issue>;

const tooBig = ({ origin, maximum }: Issue): MessageDescriptor => {
  if (origin === 'string') return msg`at most ${maximum} characters`;
  return origin === 'array' ? msg`at most ${maximum} entries` : msg`at most ${maximum}`;
};

const tooSmall = ({ origin, minimum }: Issue): MessageDescriptor => {
  if (origin !== 'string' && origin !== 'array') return msg`at least ${minimum}`;
  if (minimum <= 1) return msg`it may not be empty`;
  return origin === 'string' ? msg`at least ${minimum} characters` : msg`at least ${minimum} entries`;
};

const rule = (issue: Issue): MessageDescriptor => {
  const { expected, format, values, keys } = issue;
  switch (issue.code) {
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_type':
      return msg`expected ${expected}`;
    case 'invalid_format':
      return format === 'regex' ? msg`not in the form that is expected here` : msg`not in the form of ${format}`;
    case 'invalid_value': {
      const known = values.slice(0, 30).map(String).join(', ');
      return msg`expected one of ${known}`;
    }
    case 'unrecognized_keys': {
      const names = keys.slice(0, 5).join(', ').slice(0, 200);
      return msg`there is no ${names}`;
    }
    default:
      return msg`this is not what is expected here`;
  }
};

const toPath = (path: unknown): string =>
  Array.isArray(path)
    ? path
        .map((part: unknown) => (typeof part === 'object' && part !== null && 'key' in part ? part.key : part))
        .map(String)
        .join('.')
    : '';

/** Why a value does not fit its schema, and where in it: "" for the value as a whole. */
export const schemaIssue = (issue: unknown): { readonly path: string; readonly words: Message } => {
  const { success, data } = Issue.safeParse(issue);
  const why = toMessage(success ? rule(data) : msg`this is not what is expected here`);
  const path = toPath(typeof issue === 'object' && issue !== null && 'path' in issue ? issue.path : undefined);
  return { path, words: path === '' ? why : withValues(msg({ message: '{path}: {why}' }), { path, why }) };
};
