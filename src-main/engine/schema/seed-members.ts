import { foldText } from '@shared/domain/field-types/clean-text';
import { OWNER_ROLE, STANDARD_ROLES } from '@shared/domain/roles';
import { enterSeededMeta } from '../change-log/meta-change';
import { derivedUuid } from '../kernel/record-ids';
import type { WriteDb } from '../storage/db';
import { ORDER_STEP } from './field-order.rules';
import {
  findFirstMemberName,
  FIRST_MEMBER_ID,
  listTextAssignees,
  makeAssigneesMembers,
  nameAssignee,
} from './members.sql';
import { insertMetaRow } from './schema.sql';
import { seedNewFields } from './seed-schema';

const MAX_NAME = 200;

const seedMember = (db: WriteDb, id: string, values: { name: string; role: string; is_active: number }): void =>
  insertMetaRow(db, '_member', enterSeededMeta(db, '_member', id), id, { ...values, email: '' });

/** Gives a workspace its first member, who is its Owner, and the standard roles. Not logged, with derived ids: as the standard objects. */
const seedMembers = (db: WriteDb, name: string): void => {
  STANDARD_ROLES.forEach((role, at) => {
    const id = derivedUuid('_role', role.key);
    insertMetaRow(db, '_role', enterSeededMeta(db, '_role', id), id, {
      key: role.key,
      name: role.name,
      rules: JSON.stringify(role.rules),
      is_standard: 1,
      sort_order: (at + 1) * ORDER_STEP,
    });
  });
  seedMember(db, FIRST_MEMBER_ID, { name, role: OWNER_ROLE, is_active: 1 });
};

/**
 * Brings a workspace from before there were members up to date. Task's assignee was a text then: each name becomes a member who is not active, so
 * that nothing is lost; the owner's own name becomes the owner.
 */
export const adoptMembers = (db: WriteDb, ownerName: string): void => {
  if (findFirstMemberName(db) !== undefined) return;
  seedMembers(db, ownerName);
  for (const text of listTextAssignees(db)) {
    const isOwner = foldText(text.trim()) === foldText(ownerName.trim());
    const id = isOwner ? FIRST_MEMBER_ID : derivedUuid('_member', 'assignee', text);
    if (!isOwner) seedMember(db, id, { name: text.slice(0, MAX_NAME), role: 'member', is_active: 0 });
    nameAssignee(db, text, id);
  }
  makeAssigneesMembers(db);
  seedNewFields(db);
};
