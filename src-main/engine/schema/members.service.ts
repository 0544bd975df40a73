import { msg } from '@lingui/core/macro';
import type { AddMember, OwnAccess, UpdateMember } from '@shared/contract/members.contract';
import { foldText } from '@shared/domain/field-types/clean-text';
import { RecordId } from '@shared/domain/ids';
import type { Member } from '@shared/domain/members';
import { OWNER_ROLE, RECORD_RIGHTS, SETTING_RIGHTS, type Role } from '@shared/domain/roles';
import { AppError } from '@shared/errors/app-error';
import type { WriteDb } from '../storage/db';
import { assertMaySet, maySet } from './access';
import { FIRST_MEMBER_ID } from './members.sql';
import { beginMetaAction, type MetaDeps } from './meta-write';
import type { SchemaModel } from './model';
import type { SeenSchema } from './registry';

const ownAccess = ({ objects, access }: SchemaModel): OwnAccess => ({
  settings: access ? [...access.settings] : [...SETTING_RIGHTS],
  objects: Object.fromEntries(
    [...objects].map(([name, object]) => [
      name,
      {
        rights: object.access ? [...object.access.rights] : [...RECORD_RIGHTS],
        readOnly: object.access ? [...object.access.readOnly].filter((field) => object.fields.has(field)) : [],
      },
    ]),
  ),
});

/** Members, roles, who asks and what they may do. What roles say names what their members do not see, so only who may change them is told. */
export const listPeople = (deps: {
  readonly schema: SeenSchema;
}): { members: Member[]; roles: Role[]; me: RecordId; access: OwnAccess } => {
  const schema = deps.schema.current();
  return {
    members: [...schema.members],
    roles: maySet(schema, 'members') ? [...schema.roles] : [],
    me: RecordId.parse(schema.me ?? FIRST_MEMBER_ID),
    access: ownAccess(schema),
  };
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

/** Whoever is no Owner makes nobody one, nor changes one. Errors: `forbidden`. */
const assertMayOwn = (deps: MetaDeps, ...roles: readonly (string | undefined)[]): void => {
  if (deps.schema.current().access && roles.includes(OWNER_ROLE))
    throw new AppError('forbidden', msg`Only an Owner may make somebody Owner or change one.`, { role: OWNER_ROLE });
};

/** Adds somebody to the workspace. Errors: `not_found` (role), `invalid_input` with `field` (e-mail address taken). */
export const addMember = (deps: MetaDeps, db: WriteDb, input: AddMember): Member => {
  assertMaySet(deps.schema.current(), 'members');
  const schema = deps.wholeSchema.refresh(db);
  assertMayOwn(deps, input.role);
  assertRole(schema, input.role);
  assertFreeEmail(schema, input.email);
  const id = beginMetaAction(deps, db, { verb: 'member', subject: input.name }).create('_member', {
    name: input.name,
    email: input.email,
    role: input.role,
    is_active: true,
  });
  return getMember(deps.wholeSchema.current(), id);
};

const isActiveOwner = ({ role, isActive }: Pick<Member, 'role' | 'isActive'>): boolean =>
  role === OWNER_ROLE && isActive;

/**
 * Changes a member. Errors: `not_found` (member, role), `invalid_input` with `field` (e-mail address taken), `conflict` where no active Owner would be
 * left.
 */
export const updateMember = (deps: MetaDeps, db: WriteDb, { id, ...change }: UpdateMember): Member => {
  assertMaySet(deps.schema.current(), 'members');
  const schema = deps.wholeSchema.refresh(db);
  const member = getMember(schema, id);
  assertMayOwn(deps, member.role, change.role);
  if (change.role !== undefined) assertRole(schema, change.role);
  if (change.email !== undefined) assertFreeEmail(schema, change.email, id);
  const next = { role: change.role ?? member.role, isActive: change.isActive ?? member.isActive };
  if (isActiveOwner(member) && !isActiveOwner(next) && schema.members.filter(isActiveOwner).length === 1) {
    throw new AppError('conflict', msg`${member.name} is the only Owner. Make somebody else Owner first.`, { id });
  }
  if (
    id === deps.schema.current().me &&
    deps.schema.current().access &&
    (change.role !== undefined || change.isActive === false)
  ) {
    throw new AppError('conflict', msg`You cannot change your own role. Ask another who may.`, { id });
  }
  beginMetaAction(deps, db, { verb: 'member', subject: change.name ?? member.name }).update('_member', id, {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.email === undefined ? {} : { email: change.email }),
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.isActive === undefined ? {} : { is_active: change.isActive }),
  });
  return getMember(deps.wholeSchema.current(), id);
};

/**
 * Makes a session speak for a member. Whoever is at this machine owns the workspace and may look at it through anybody's eyes; what is done so is done as
 * that member. Errors: `not_found`; `forbidden` for a member who is not active.
 */
export const viewAs = (
  deps: { readonly wholeSchema: SeenSchema },
  session: { memberId: string | null },
  { id }: { readonly id: string | null },
): Record<string, never> => {
  if (id !== null && !getMember(deps.wholeSchema.current(), id).isActive)
    throw new AppError('forbidden', msg`This member is not active.`, { id });
  session.memberId = id;
  return {};
};
