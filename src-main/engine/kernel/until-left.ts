/** What `work` answers, or `signal`'s reason as soon as its caller leaves; `work` goes on then without anybody who hears of it. */
export const untilLeft = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      // An abort's reason may be anything; whoever aborted chose it.
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
};
