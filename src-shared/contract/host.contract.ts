import { z } from 'zod';
import { StagedFileId } from '../domain/ids';
import { action, Nothing } from './procedure';

export const HostInfo = z.object({
  kind: z.enum(['electron', 'web']),
  /** "darwin", "win32", "linux". Decides how keys are shown and where the window's buttons are. */
  platform: z.string(),
});
export type HostInfo = Readonly<z.infer<typeof HostInfo>>;

export const StagedFile = z.object({ file: StagedFileId, fileName: z.string(), sizeBytes: z.int() });
export type StagedFile = Readonly<z.infer<typeof StagedFile>>;

/** What only a host can do. Both hosts implement it; what a browser cannot do answers `unsupported`. */
export const hostContract = {
  info: action({ input: Nothing, output: HostInfo }),
  /** Copies a local file into the workspace's staging folder. In a browser the file is uploaded instead: `unsupported`. */
  stagePath: action({ input: z.strictObject({ path: z.string().max(4096) }), output: StagedFile }),
  /** Asks where to keep a staged file and puts it there; false when the person cancelled. In a browser it is downloaded. */
  saveStaged: action({
    input: z.strictObject({ file: StagedFileId, fileName: z.string().max(255) }),
    output: z.object({ saved: z.boolean() }),
  }),
  /** Opens http, https, mailto and tel addresses outside; anything else is `forbidden`. */
  openExternal: action({ input: z.strictObject({ url: z.string().max(4096) }), output: Nothing }),
  /** Shows a folder of this machine in its file manager. In a browser: `unsupported`. */
  openFolder: action({ input: z.strictObject({ path: z.string().max(4096) }), output: Nothing }),
  notify: action({
    input: z.strictObject({ title: z.string().max(200), body: z.string().max(1000) }),
    output: Nothing,
  }),
};
export type HostContract = typeof hostContract;
