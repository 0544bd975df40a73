import { msg } from '@lingui/core/macro';
import { ApiName, RecordId } from '../ids';
import { MorphValue } from '../values';
import type { FieldTypeRules } from './field-type';
import { parsed, refused } from './parse-result';
import { relationRules } from './relation';

/** The two halves of "person:0190…". */
export const splitMorph = (text: string): { readonly object: string; readonly id: RecordId } | undefined => {
  const at = text.indexOf(':');
  const object = ApiName.safeParse(text.slice(0, at));
  const id = RecordId.safeParse(text.slice(at + 1).toLowerCase());
  return at > 0 && object.success && id.success ? { object: object.data, id: id.data } : undefined;
};

/** As a relation; an id is read back with its object: "person:0190…". */
export const morphRelationRules: FieldTypeRules = {
  ...relationRules,
  type: 'morphRelation',
  settings: ['targets', 'inverseLabel', 'inverseName', 'onTargetDelete'],
  canBeUnique: false,
  parseText: (text) => {
    if (text.trim() === '') return parsed(null);
    const target = splitMorph(text.trim());
    return target ? parsed({ ...target, title: null }) : refused(msg`Not a record`);
  },
  formatText: (value) => {
    const target = MorphValue.safeParse(value);
    return target.success ? (target.data.title ?? `${target.data.object}:${target.data.id}`) : '';
  },
};
