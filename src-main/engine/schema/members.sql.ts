import { Member } from '@shared/domain/members';
import { Role, RoleRules } from '@shared/domain/roles';
import { derivedUuid } from '../kernel/record-ids';
import type { ReadDb, WriteDb } from '../storage/db';
import type { members, roles } from '../storage/schema/static-tables';

type MemberRow = Readonly<typeof members.$inferSelect>;
type RoleRow = Readonly<typeof roles.$inferSelect>;

/** Whoever made the workspace: the same id in every workspace, for the device that makes it knows nobody else yet. */
export const FIRST_MEMBER_ID = derivedUuid('_member', 'first');

const toMember = (row: MemberRow): Member | undefined =>
  Member.safeParse({
    id: row.id,
    name: row.name ?? '',
    email: row.email ?? '',
    role: row.role ?? '',
    isActive: row.is_active === 1,
  }).data;

/** Everybody, in the order in which they came. */
export const listMembers = (db: ReadDb): readonly Member[] =>
  db
    .all<MemberRow>('SELECT * FROM member WHERE deleted_at_ms IS NULL ORDER BY rid')
    .flatMap((row) => toMember(row) ?? []);

/** Undefined before the workspace was opened for the first time. */
export const findFirstMemberName = (db: ReadDb): string | undefined =>
  db.pluck<string>('SELECT name FROM member WHERE id = ?', [FIRST_MEMBER_ID])[0];

/** Names the first member where that is no action of anybody: before there is anything to undo. */
export const saveFirstMemberName = (db: WriteDb, name: string): void => {
  db.run('UPDATE member SET name = ? WHERE id = ?', [name, FIRST_MEMBER_ID]);
};

/** A role whose rules came incomplete or from a newer version lets nobody see anything. */
export const readRules = (text: string | null): RoleRules => {
  try {
    return RoleRules.parse(JSON.parse(text ?? ''));
  } catch {
    return { settings: [], otherObjects: { rights: [], records: 'all', fields: {} }, objects: {} };
  }
};

const toRole = (row: RoleRow): Role | undefined =>
  Role.safeParse({ key: row.key, name: row.name, isStandard: row.is_standard === 1, rules: readRules(row.rules) }).data;

/** Roles in the order in which they are shown. */
export const listRoles = (db: ReadDb): readonly Role[] =>
  db
    .all<RoleRow>('SELECT * FROM role WHERE deleted_at_ms IS NULL ORDER BY sort_order, rid')
    .flatMap((row) => toRole(row) ?? []);

const ASSIGNEE = "object_key = 'task' AND key = 'assignee' AND type = 'text'";

/** Names that tasks have as assignees, while that field is still a text. */
export const listTextAssignees = (db: ReadDb): readonly string[] =>
  db.get(`SELECT 1 AS one FROM meta_field WHERE ${ASSIGNEE}`) === undefined
    ? []
    : db.pluck<string>('SELECT DISTINCT f_assignee FROM r_task WHERE f_assignee IS NOT NULL');

/** Puts a member where tasks have a name. */
export const nameAssignee = (db: WriteDb, text: string, id: string): void => {
  db.run('UPDATE r_task SET f_assignee = ? WHERE f_assignee = ?', [id, text]);
};

/** From now on the field holds members. */
export const makeAssigneesMembers = (db: WriteDb): void => {
  db.run(`UPDATE meta_field SET type = 'member' WHERE ${ASSIGNEE}`);
};

/** Id of the record that a role is in the log. */
export const findRoleId = (db: ReadDb, key: string): string | undefined =>
  db.pluck<string>('SELECT id FROM role WHERE key = ? AND deleted_at_ms IS NULL', [key])[0];
