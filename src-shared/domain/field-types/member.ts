import { msg } from '@lingui/core/macro';
import { RecordId } from '../ids';
import type { MemberName } from '../members';
import { RelationValue } from '../values';
import { foldText } from './clean-text';
import type { FieldTypeRules } from './field-type';
import { COUNTING_AGGREGATES, ONE_OF_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

/** Members whom a text names: by id, e-mail address or name, case and accents aside. */
export const findMembers = (members: readonly MemberName[], text: string): readonly MemberName[] => {
  const byId = members.find(({ id }) => id === text);
  if (byId) return [byId];
  const wanted = foldText(text.trim());
  if (wanted === '') return [];
  const byAddress = members.filter(({ id, email }) => id === wanted || foldText(email) === wanted);
  return byAddress.length > 0 ? byAddress : members.filter(({ name }) => foldText(name.trim()) === wanted);
};

/** Who is responsible for a record. Written as the member's name; read from a name, an e-mail address or an id. */
export const memberRules: FieldTypeRules = {
  type: 'member',
  settings: ['defaultsToCreator'],
  canBeUnique: false,
  operators: ['isMe', ...ONE_OF_OPERATORS],
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text, { members }) => {
    if (text.trim() === '') return parsed(null);
    const name = text.trim();
    const [member, ...others] = findMembers(members, text);
    if (others.length > 0) return refused(msg`Several members are called "${name}": give an e-mail address`);
    return member
      ? parsed({ id: RecordId.parse(member.id), title: member.name })
      : refused(msg`"${name}" is not a member of this workspace`);
  },
  formatText: (value) => {
    const member = RelationValue.safeParse(value);
    if (member.success) return member.data.title ?? member.data.id;
    return typeof value === 'string' ? value : '';
  },
  isEmpty: (value) => value === null,
};
