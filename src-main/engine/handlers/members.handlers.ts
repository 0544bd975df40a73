import type { membersContract } from '@shared/contract/members.contract';
import { addMember, listPeople, updateMember } from '../schema/members.service';
import type { HandlersFor } from './handlers-for';

export const membersHandlers: HandlersFor<typeof membersContract> = {
  list: ({ deps }) => listPeople(deps),
  add: ({ db, deps }, input) => addMember(deps, db, input),
  update: ({ db, deps }, input) => updateMember(deps, db, input),
};
