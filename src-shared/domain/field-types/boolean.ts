import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from './field-type';
import { foldText } from './clean-text';
import { COUNTING_AGGREGATES } from './operator-sets';
import { parsed, refused } from './parse-result';

const YES = new Set(
  'yes y true t 1 x on ok checked ja j wahr oui o vrai si s verdadero sim sí sì da tak ✓ ✔ ☑ ✅'
    .split(' ')
    .map(foldText),
);
const NO = new Set(
  'no n false f 0 off unchecked nein falsch non faux falso nao não nej nie net ✗ ✘ ☐ ❌ -'.split(' ').map(foldText),
);

/** English, German, French, Spanish and a few more. An unset box is null, which is not the same as "no". */
export const booleanRules: FieldTypeRules = {
  type: 'boolean',
  settings: ['defaultValue'],
  canBeUnique: false,
  operators: ['is', 'isNot', 'isEmpty', 'isNotEmpty'],
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text) => {
    const word = foldText(text.trim());
    if (word === '') return parsed(null);
    if (YES.has(word)) return parsed(true);
    if (NO.has(word)) return parsed(false);
    return refused(msg`Neither yes nor no`);
  },
  formatText: (value) => (value === true ? 'yes' : value === false ? 'no' : ''),
  isEmpty: (value) => value === null,
};
