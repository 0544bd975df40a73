import { z } from 'zod';
import { Message } from '../messages/message';
import { action, command, Nothing, query } from './procedure';

export const WorkspaceSettings = z.object({
  name: z.string().max(200),
  ownerName: z.string().max(200),
  /** BCP 47, for numbers and dates. */
  locale: z.string().max(35),
  timeZone: z.string().max(64),
  /** Used where an amount has none. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** ISO 3166 alpha-2: the region in which phone numbers without a country code are read. */
  phoneRegion: z.string().regex(/^[A-Z]{2}$/),
});
export type WorkspaceSettings = Readonly<z.infer<typeof WorkspaceSettings>>;

export const WorkspaceStatus = z.object({
  /** False until a person has named it: the first-run screen is shown. */
  isSetUp: z.boolean(),
  settings: WorkspaceSettings,
  /** Folder on disk. */
  folder: z.string(),
  appVersion: z.string(),
  schemaVersion: z.int(),
  sizeBytes: z.int(),
  /** Live records by object name. */
  counts: z.record(z.string(), z.int()),
  /** Records in the trash by object name. */
  trashCounts: z.record(z.string(), z.int()),
});
export type WorkspaceStatus = Readonly<z.infer<typeof WorkspaceStatus>>;

export const DoctorReport = z.object({
  ok: z.boolean(),
  /** `canMend`: it is derived, so a repair makes it anew. */
  findings: z.array(z.object({ check: z.string(), message: Message, count: z.int(), canMend: z.boolean() })),
});
export type DoctorReport = Readonly<z.infer<typeof DoctorReport>>;

/** The workspace as a whole. */
export const workspaceContract = {
  status: query({ input: Nothing, output: WorkspaceStatus, reads: ['workspace', 'records', 'schema'] }),
  /** Names the workspace, or changes any of its settings. */
  update: command({ input: WorkspaceSettings.partial(), output: WorkspaceStatus }),
  /** Adds people, companies, deals, tasks and notes that look real: one undoable action. */
  loadSampleData: command({
    input: Nothing,
    output: z.object({ created: z.record(z.string(), z.int()) }),
  }),
  /** Writes the search index anew out of the records: what helps when the doctor finds fault with it. Others go on meanwhile. */
  rebuildSearch: action({ input: Nothing, output: Nothing }),
  /** Checks the file, the search index, the counters, the log and relations; changes nothing. Leaving the call cancels it. */
  doctor: action({ input: Nothing, output: DoctorReport }),
};
