import { msg } from '@lingui/core/macro';
import { ActorValue } from '../values';
import type { FieldTypeRules } from './field-type';
import { COUNTING_AGGREGATES } from './operator-sets';
import { parsed, refused } from './parse-result';

/** Who made or changed a record. Kept by the engine, so never read from a text. `is` compares the name. */
export const actorRules: FieldTypeRules = {
  type: 'actor',
  settings: [],
  canBeUnique: false,
  isComputed: true,
  operators: ['isMe', 'is', 'isNot', 'contains', 'notContains', 'isAnyOf', 'isNoneOf', 'isEmpty', 'isNotEmpty'],
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text) => (text.trim() === '' ? parsed(null) : refused(msg`Set by Outpost`)),
  formatText: (value) => {
    const actor = ActorValue.safeParse(value);
    return actor.success ? actor.data.name : '';
  },
  isEmpty: (value) => value === null,
};
