import { useEffect, useState } from 'react';
import type { Job } from '@shared/contract/jobs.contract';
import { useEngine } from './engine-context';

const NONE: readonly Job[] = [];
const RETRY_MS = 1_000;

/** What runs now, with its progress; empty while the line is lost, and while nobody wants to know. */
export const useActiveJobs = (isWanted = true): readonly Job[] => {
  const engine = useEngine();
  const [active, setActive] = useState(NONE);
  useEffect(() => {
    if (!isWanted) return undefined;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = async (): Promise<void> => {
      try {
        for await (const told of await engine.jobs.watch({}, { signal: stop.signal })) setActive(told.active);
      } catch {
        // The line was lost; the session opens it again.
      }
      if (stop.signal.aborted) return;
      setActive(NONE);
      timer = setTimeout(() => void follow(), RETRY_MS);
    };
    void follow();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [engine, isWanted]);
  return active;
};
