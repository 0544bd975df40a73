import { useRef, useState } from 'react';
import { IMPORT_ARCHIVE_JOB } from '@shared/contract/exchange.contract';
import { toAppError } from './call-error';
import { useEngine, useHost } from './engine-context';
import { useActiveJobs } from './use-active-jobs';
import type { RunningJob } from './use-followed-job';

export interface ArchiveImport {
  /** Null before and after; without a job while the file is on its way. */
  readonly running: RunningJob | null;
  /** Why it did not work, for a person to read. */
  readonly failure: string | null;
  /** True once the workspace is about to be opened anew with what was brought in. */
  readonly isDone: boolean;
  readonly start: (file: File) => Promise<void>;
  readonly cancel: () => void;
}

/** Brings an archive into an empty workspace, which is opened anew when it is there. */
export const useArchiveImport = (): ArchiveImport => {
  const engine = useEngine();
  const host = useHost();
  const stop = useRef<AbortController>(null);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const job = useActiveJobs(isBusy).find(({ kind }) => kind === IMPORT_ARCHIVE_JOB) ?? null;
  const start = async (file: File): Promise<void> => {
    const { signal } = (stop.current = new AbortController());
    setBusy(true);
    setFailure(null);
    try {
      const staged = await host.stageFile(file);
      signal.throwIfAborted();
      await engine.exchange.importArchive({ file: staged.file }, { signal });
      setDone(true);
    } catch (error) {
      if (!signal.aborted) setFailure(toAppError(error).message);
    }
    setBusy(false);
  };
  return {
    running: isBusy ? { id: job?.id ?? null, job, secondsLeft: null } : null,
    failure,
    isDone,
    start,
    cancel: () => stop.current?.abort(),
  };
};
