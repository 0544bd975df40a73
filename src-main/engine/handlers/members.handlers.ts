import type { membersContract } from '@shared/contract/members.contract';
import { deleteRole, saveRole } from '../records/policy/roles.service';
import { addMember, listPeople, updateMember, viewAs } from '../schema/members.service';
import type { HandlersFor } from './handlers-for';

export const membersHandlers: HandlersFor<typeof membersContract> = {
  list: ({ deps }) => listPeople(deps),
  viewAs: async ({ deps, session }, input) => viewAs(deps, session, input),
  add: ({ db, deps }, input) => addMember(deps, db, input),
  update: ({ db, deps }, input) => updateMember(deps, db, input),
  saveRole: ({ db, deps }, input) => saveRole(deps, db, input),
  deleteRole: ({ db, deps }, input) => deleteRole(deps, db, input),
};
