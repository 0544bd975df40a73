import { msg } from '@lingui/core/macro';
import { cleanText } from './clean-text';
import type { FieldTypeRules } from './field-type';
import { PRESENCE_AGGREGATES } from './operator-sets';
import { parsed, refused } from './parse-result';

/** Most characters of the text of a JSON value, and how deep lists and objects may lie in one another. */
const MAX_JSON = 80_000;
const MAX_DEPTH = 100;
const JSON_EXAMPLE = '{"a": [1, "b"]}';

const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, (depth += 1));
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
};

/** A JSON text without the spaces between its parts. Numbers stay as they are written: reading them would cut long ones. */
const compact = (text: string): string =>
  text.replace(/("(?:[^"\\]|\\.)*")|\s+/gs, (_, literal: string | undefined) => literal ?? '');

/** A JSON text in the form in which it is kept; null for "null", which is nothing. A refusal says what is wrong. */
const readJson = (text: string) => {
  const clean = cleanText(text);
  if (clean.length > MAX_JSON) return refused(msg`Longer than ${MAX_JSON} characters`);
  if (clean === '' || clean === 'null') return parsed(null);
  try {
    // First: what follows takes long over texts that are none, with quotes that never close.
    JSON.parse(clean);
  } catch {
    return refused(msg`Not JSON, such as ${JSON_EXAMPLE}`);
  }
  return depthOf(clean) > MAX_DEPTH ? refused(msg`Nested deeper than ${MAX_DEPTH} levels`) : parsed(compact(clean));
};

/** A stored JSON text, one part a line, for people. */
export const formatJson = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
};

/** Any JSON value. Its field value is its text: `JSON.parse` gives the value itself. */
export const jsonRules: FieldTypeRules = {
  type: 'json',
  settings: ['maxLength', 'defaultValue'],
  canBeUnique: false,
  operators: ['contains', 'notContains', 'isEmpty', 'isNotEmpty'],
  aggregates: PRESENCE_AGGREGATES,
  isSortable: false,
  isGroupable: false,
  parseText: readJson,
  formatText: (value) => (typeof value === 'string' ? value : ''),
  isEmpty: (value) => value === null || value === '',
};
