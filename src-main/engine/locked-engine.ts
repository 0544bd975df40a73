import type { Engine } from './create-engine';
import { createLockedDispatch, type LockedDeps } from './handlers/locked-dispatch';
import { workspacePaths } from './storage/workspace-folder';

export type LockedOptions = LockedDeps;

/** Stands for the engine of an encrypted workspace until somebody gives its passphrase. Holds nothing of the workspace, not even its lock. */
export const createLockedEngine = (options: LockedOptions): Pick<Engine, 'attach' | 'stagingDir' | 'close'> => ({
  attach: createLockedDispatch(options).attach,
  stagingDir: workspacePaths(options.folder).staging,
  close: () => Promise.resolve(),
});
