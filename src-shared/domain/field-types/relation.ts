import { msg } from '@lingui/core/macro';
import { RecordId } from '../ids';
import { RelationValue } from '../values';
import type { FieldTypeRules } from './field-type';
import { COUNTING_AGGREGATES, ONE_OF_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

/** Plain text is the target's title, for people; only an id is read back, since finding a record by title takes the database. */
export const relationRules: FieldTypeRules = {
  type: 'relation',
  settings: ['target', 'inverseLabel', 'inverseName', 'onTargetDelete'],
  canBeUnique: true,
  operators: ONE_OF_OPERATORS,
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text) => {
    if (text.trim() === '') return parsed(null);
    const id = RecordId.safeParse(text.trim().toLowerCase());
    return id.success ? parsed({ id: id.data, title: null }) : refused(msg`Not a record`);
  },
  formatText: (value) => {
    const relation = RelationValue.safeParse(value);
    return relation.success ? (relation.data.title ?? relation.data.id) : '';
  },
  isEmpty: (value) => value === null,
};
