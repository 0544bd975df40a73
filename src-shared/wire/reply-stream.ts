/** The values of a subscription, as they come in. */
export interface ReplyStream {
  readonly values: AsyncIterableIterator<unknown, undefined>;
  readonly push: (value: unknown) => void;
  readonly end: () => void;
  /** What came before is still given out. */
  readonly fail: (error: unknown) => void;
}

interface Waiting {
  readonly resolve: (result: IteratorResult<unknown, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

const DONE = { done: true, value: undefined } as const;

/** `leave` is called when whoever reads the values stops before their end. */
export const createReplyStream = (leave: () => void): ReplyStream => {
  const values: unknown[] = [];
  const waiting: Waiting[] = [];
  let ended: { readonly error?: unknown } | undefined;

  const finish = (how: { readonly error?: unknown }): void => {
    // A failure is told once.
    ended ??= waiting.length > 0 ? {} : how;
    for (const { resolve, reject } of waiting.splice(0)) {
      if ('error' in how) reject(how.error);
      else resolve(DONE);
    }
  };
  const iterator: ReplyStream['values'] = {
    next: () => {
      if (values.length > 0) return Promise.resolve({ done: false, value: values.shift() });
      if (!ended) return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      const how = ended;
      ended = {};
      return 'error' in how ? Promise.reject(how.error) : Promise.resolve(DONE);
    },
    return: () => {
      if (!ended) leave();
      values.length = 0;
      finish({});
      return Promise.resolve(DONE);
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return {
    values: iterator,
    push: (value) => {
      const next = waiting.shift();
      if (next) next.resolve({ done: false, value });
      else if (!ended) values.push(value);
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
  };
};
