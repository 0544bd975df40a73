import { msg } from '@lingui/core/macro';
import type { AddMember, UpdateMember } from '@shared/contract/members.contract';
import { foldText } from '@shared/domain/field-types/clean-text';
import { RecordId } from '@shared/domain/ids';
import type { Member } from '@shared/domain/members';
import { OWNER_ROLE, type Role } from '@shared/domain/roles';
import { AppError } from '@shared/errors/app-error';
import type { WriteDb } from '../storage/db';
import { FIRST_MEMBER_ID } from './members.sql';
import { beginMetaAction, type MetaDeps } from './meta-write';
import type { SchemaModel } from './model';

/** Members and roles, and who asks. */
export const listPeople = (deps: {
  readonly schema: { readonly current: () => SchemaModel };
}): { members: Member[]; roles: Role[]; me: RecordId } => {
  const { members, roles, me } = deps.schema.current();
  return { members: [...members], roles: [...roles], me: RecordId.parse(me ?? FIRST_MEMBER_ID) };
};

const assertRole = ({ roles }: SchemaModel, key: string): void => {
  if (!roles.some((role) => role.key === key))
    throw new AppError('not_found', msg`There is no such role.`, { role: key });
};

const assertFreeEmail = ({ members }: SchemaModel, email: string, exceptId?: string): void => {
  if (email === '') return;
  const wanted = foldText(email);
  const holder = members.find((member) => member.id !== exceptId && foldText(member.email) === wanted);
  if (holder)
    throw new AppError('invalid_input', msg`${holder.name} has this e-mail address already.`, { field: 'email' });
};

const getMember = ({ members }: SchemaModel, id: string): Member => {
  const member = members.find((each) => each.id === id);
  if (!member) throw new AppError('not_found', msg`There is no such member.`, { id });
  return member;
};

/** Adds somebody to the workspace. Errors: `not_found` (role), `invalid_input` with `field` (e-mail address taken). */
export const addMember = (deps: MetaDeps, db: WriteDb, input: AddMember): Member => {
  const schema = deps.schema.refresh(db);
  assertRole(schema, input.role);
  assertFreeEmail(schema, input.email);
  const id = beginMetaAction(deps, db, { verb: 'member', subject: input.name }).create('_member', {
    name: input.name,
    email: input.email,
    role: input.role,
    is_active: true,
  });
  return getMember(deps.schema.current(), id);
};

const isActiveOwner = ({ role, isActive }: Pick<Member, 'role' | 'isActive'>): boolean =>
  role === OWNER_ROLE && isActive;

/**
 * Changes a member. Errors: `not_found` (member, role), `invalid_input` with `field` (e-mail address taken), `conflict` where no active Owner would be
 * left.
 */
export const updateMember = (deps: MetaDeps, db: WriteDb, { id, ...change }: UpdateMember): Member => {
  const schema = deps.schema.refresh(db);
  const member = getMember(schema, id);
  if (change.role !== undefined) assertRole(schema, change.role);
  if (change.email !== undefined) assertFreeEmail(schema, change.email, id);
  const next = { role: change.role ?? member.role, isActive: change.isActive ?? member.isActive };
  if (isActiveOwner(member) && !isActiveOwner(next) && schema.members.filter(isActiveOwner).length === 1) {
    throw new AppError('conflict', msg`${member.name} is the only Owner. Make somebody else Owner first.`, { id });
  }
  beginMetaAction(deps, db, { verb: 'member', subject: change.name ?? member.name }).update('_member', id, {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.email === undefined ? {} : { email: change.email }),
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.isActive === undefined ? {} : { is_active: change.isActive }),
  });
  return getMember(deps.schema.current(), id);
};
