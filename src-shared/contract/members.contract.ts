import { z } from 'zod';
import { ApiName, RecordId } from '../domain/ids';
import { Member } from '../domain/members';
import { Role } from '../domain/roles';
import { command, Nothing, query } from './procedure';

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

/** Who works in the workspace and what their roles may do. Every change is in the history and can be undone. */
export const membersContract = {
  /** Everybody in the order in which they came, those who are no longer active too; the roles; and who asks. */
  list: query({
    input: Nothing,
    output: z.object({ members: z.array(Member), roles: z.array(Role), me: RecordId }),
    reads: ['schema'],
  }),
  add: command({ input: AddMember, output: Member }),
  /** Errors: `conflict` where no active Owner would be left. */
  update: command({ input: UpdateMember, output: Member }),
};
