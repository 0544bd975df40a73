import { msg } from '@lingui/core/macro';
import type { AddMember, OwnAccess, UpdateMember } from '@shared/contract/members.contract';
import { RecordId } from '@shared/domain/ids';
import type { Member } from '@shared/domain/members';
import { RECORD_RIGHTS, SETTING_RIGHTS, type Role } from '@shared/domain/roles';
import { AppError } from '@shared/errors/app-error';
import type { WriteDb } from '../storage/db';
import { assertMaySet, maySet } from './access';
import { assertMemberChange } from './members.rules';
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

const getMember = ({ members }: SchemaModel, id: string): Member => {
  const member = members.find((each) => each.id === id);
  if (!member) throw new AppError('not_found', msg`There is no such member.`, { id });
  return member;
};

/** Adds somebody to the workspace. Errors: those of `assertMemberChange`. */
export const addMember = (deps: MetaDeps, db: WriteDb, input: AddMember): Member => {
  assertMaySet(deps.schema.current(), 'members');
  const change = { id: undefined, before: undefined, after: { ...input, isActive: true } };
  assertMemberChange(deps.schema.current(), deps.wholeSchema.refresh(db), change);
  const id = beginMetaAction(deps, db, { verb: 'member', subject: input.name }).create('_member', {
    name: input.name,
    email: input.email,
    role: input.role,
    is_active: true,
  });
  return getMember(deps.wholeSchema.current(), id);
};

/** Changes a member. Errors: `not_found` (member), and those of `assertMemberChange`. */
export const updateMember = (deps: MetaDeps, db: WriteDb, { id, ...change }: UpdateMember): Member => {
  assertMaySet(deps.schema.current(), 'members');
  const schema = deps.wholeSchema.refresh(db);
  const member = getMember(schema, id);
  const after = {
    name: change.name ?? member.name,
    email: change.email ?? member.email,
    role: change.role ?? member.role,
    isActive: change.isActive ?? member.isActive,
  };
  assertMemberChange(deps.schema.current(), schema, { id, before: member, after });
  beginMetaAction(deps, db, { verb: 'member', subject: after.name }).update('_member', id, {
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
