import { z } from 'zod';
import { ApiName, RecordId } from '../domain/ids';
import { Member } from '../domain/members';
import { RecordRight, Role, RoleRules, SettingRight } from '../domain/roles';
import { action, command, Nothing, query } from './procedure';

const name = z.string().trim().min(1).max(200);
const email = z.union([z.literal(''), z.email().max(320)]);

export const AddMember = z.strictObject({ name, email: email.default(''), role: ApiName.default('member') });
export type AddMember = Readonly<z.infer<typeof AddMember>>;

/** What is left out stays. */
export const UpdateMember = z.strictObject({
  id: RecordId,
  name: name.optional(),
  email: email.optional(),
  role: ApiName.optional(),
  isActive: z.boolean().optional(),
});
export type UpdateMember = Readonly<z.infer<typeof UpdateMember>>;

/** What whoever asks may do; only what they see is named. */
export const OwnAccess = z.object({
  settings: z.array(SettingRight),
  /** By API name. */
  objects: z.record(z.string(), z.object({ rights: z.array(RecordRight), readOnly: z.array(z.string()) })),
});
export type OwnAccess = Readonly<z.infer<typeof OwnAccess>>;

/** Without a key a new role is made. */
export const SaveRole = z.strictObject({
  key: ApiName.optional(),
  name: z.string().trim().min(1).max(100),
  rules: RoleRules,
});
export type SaveRole = Readonly<z.infer<typeof SaveRole>>;

/** Who works in the workspace and what their roles may do. Every change is in the history and can be undone. */
export const membersContract = {
  /**
   * Everybody in the order in which they came, those who are no longer active too; the roles, for whoever may change them; who asks, and what they may
   * do.
   */
  list: query({
    input: Nothing,
    output: z.object({ members: z.array(Member), roles: z.array(Role), me: RecordId, access: OwnAccess }),
    reads: ['schema'],
  }),
  /**
   * From now on this connection sees, and does, what the member may; null: whoever owns the workspace, who is who sits at
   * this machine. To be called before anything else is asked. Errors: `not_found`, `forbidden` (not active).
   */
  viewAs: action({ input: z.strictObject({ id: RecordId.nullable() }), output: Nothing }),
  add: command({ input: AddMember, output: Member }),
  /** Errors: `conflict` where no active Owner would be left. */
  update: command({ input: UpdateMember, output: Member }),
  /**
   * Makes a role or changes what it may do. Errors: `invalid_input` with `object`, `field` or `at` for rules that do not fit the data model; `forbidden` for
   * Owner; `conflict` where whoever asks could not take it back.
   */
  saveRole: command({ input: SaveRole, output: Role }),
  /** Errors: `forbidden` for those that come with Outpost; `conflict` while members have it. */
  deleteRole: command({ input: z.strictObject({ key: ApiName }), output: Nothing }),
};
