import { msg } from '@lingui/core/macro';
import { foldText } from '@shared/domain/field-types/clean-text';
import type { Member } from '@shared/domain/members';
import { OWNER_ROLE, type RoleRules } from '@shared/domain/roles';
import { AppError } from '@shared/errors/app-error';
import type { SchemaModel } from './model';
import { covers, rulesOf } from './role-rights.rules';

export type MemberState = Omit<Member, 'id'>;

export interface MemberChange {
  /** Undefined for somebody new. */
  readonly id: string | undefined;
  /** As they are and as they would be; undefined where there is no such member. */
  readonly before: MemberState | undefined;
  readonly after: MemberState | undefined;
}

const isActiveOwner = (member: Pick<Member, 'role' | 'isActive'> | undefined): boolean =>
  member?.role === OWNER_ROLE && member.isActive;

/** Nobody hands on more than they have. An Owner has everything. */
const assertCovered = ({ access, me }: SchemaModel, whole: SchemaModel, given: RoleRules | undefined): void => {
  if (!access || !given) return;
  const own = rulesOf(whole, me ?? '');
  if (own && !covers(own, given))
    throw new AppError('forbidden', msg`You cannot allow others more than your own role allows you.`, {
      reason: 'exceeds_own',
    });
};

/** A role that somebody comes to have, or has again. */
const givenRole = ({ before, after }: MemberChange): string | undefined =>
  after?.isActive && (after.role !== before?.role || !before.isActive) ? after.role : undefined;

/** Whoever is no Owner makes nobody one, nor changes one, nor what they may do themselves. */
const assertOwnPlace = ({ access, me }: SchemaModel, { id, before, after }: MemberChange): void => {
  if (!access) return;
  if (before?.role === OWNER_ROLE || after?.role === OWNER_ROLE)
    throw new AppError('forbidden', msg`Only an Owner may make somebody Owner or change one.`, { role: OWNER_ROLE });
  if (id !== undefined && id === me && (before?.role !== after?.role || before?.isActive !== after?.isActive))
    throw new AppError('conflict', msg`You cannot change your own role. Ask another who may.`, { id });
};

const assertRole = ({ roles }: SchemaModel, { before, after }: MemberChange): void => {
  if (!after || after.role === before?.role || roles.some(({ key }) => key === after.role)) return;
  throw new AppError('not_found', msg`There is no such role.`, { role: after.role });
};

const assertFreeEmail = ({ members }: SchemaModel, { id: own, before, after }: MemberChange): void => {
  if (!after || after.email === '' || after.email === before?.email) return;
  const wanted = foldText(after.email);
  const holder = members.find(({ id, email }) => id !== own && foldText(email) === wanted);
  if (holder)
    throw new AppError('invalid_input', msg`${holder.name} has this e-mail address already.`, { field: 'email' });
};

const assertOwnerStays = ({ members }: SchemaModel, { before, after }: MemberChange): void => {
  if (!before || !isActiveOwner(before) || isActiveOwner(after) || members.filter(isActiveOwner).length > 1) return;
  throw new AppError('conflict', msg`${before.name} is the only Owner. Make somebody else Owner first.`, {
    role: OWNER_ROLE,
  });
};

/**
 * What holds of every change of a member, by hand or by an undo. `seen` is the data model of whoever makes it. Errors: `forbidden`, with reason `exceeds_own` for a role that
 * allows more than the caller's; `conflict` for the caller's own role, and where no active Owner would be left; `not_found` (role); `invalid_input` with `field` (e-mail address taken).
 */
export const assertMemberChange = (seen: SchemaModel, whole: SchemaModel, change: MemberChange): void => {
  assertOwnPlace(seen, change);
  assertRole(whole, change);
  const role = givenRole(change);
  assertCovered(seen, whole, whole.roles.find(({ key }) => key === role)?.rules);
  assertFreeEmail(whole, change);
  assertOwnerStays(whole, change);
};

export interface RoleChange {
  /** Undefined for a new one. */
  readonly key: string | undefined;
  /** What it would allow; undefined where it goes. */
  readonly after: RoleRules | undefined;
}

/**
 * What holds of every change of a role. Errors: `conflict` for the caller's own role; for one that goes while members have it, with their `count`;
 * `forbidden` with reason `exceeds_own` for one that would allow more than the caller's own.
 */
export const assertRoleChange = (seen: SchemaModel, whole: SchemaModel, { key, after }: RoleChange): void => {
  assertCovered(seen, whole, after);
  if (key === undefined) return;
  const isMine = whole.members.some(({ id, role }) => id === seen.me && role === key);
  if (seen.access && isMine)
    throw new AppError('conflict', msg`You cannot change the role that you have yourself.`, { role: key });
  const count = whole.members.filter(({ role }) => role === key).length;
  if (after || count === 0) return;
  const name = whole.roles.find((role) => role.key === key)?.name ?? key;
  throw new AppError('conflict', msg`Members still have the role "${name}": give them another first.`, {
    role: key,
    count,
  });
};
