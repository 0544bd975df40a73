import { RecordId } from '@shared/domain/ids';
import type { ActorValue } from '@shared/domain/values';
import type { SchemaModel } from './model';

/** Whoever asks, as the author of what they do. */
export const actorOf = ({ members, me }: SchemaModel): ActorValue => {
  const member = members.find(({ id }) => id === me);
  return { kind: 'person', name: member?.name ?? '', ...(member ? { id: RecordId.parse(member.id) } : {}) };
};
