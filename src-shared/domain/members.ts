import { z } from 'zod';
import { ApiName, RecordId } from './ids';

/** Somebody who works in the workspace. Members are never deleted, since records name them: they are made inactive. */
export const Member = z.object({
  /** Members are entries of the change log too, so their ids are made like those of records. */
  id: RecordId,
  name: z.string().max(200),
  /** May be empty; else no two members share it. */
  email: z.string().max(320),
  /** Key of a role. */
  role: ApiName,
  /** One who is not may no longer work here, and is no longer offered where a member is chosen. */
  isActive: z.boolean(),
});
export type Member = Readonly<z.infer<typeof Member>>;

/** What it takes to know a member by what a person typed. */
export type MemberName = Pick<Member, 'id' | 'name' | 'email'>;
