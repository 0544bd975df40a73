import { readCallError } from './call-error';
import { callFrame, leaveFrame, readReplyFrame, type ReplyFrame } from './frames';
import type { Line } from './line';
import { createReplyStream, type ReplyStream } from './reply-stream';

/** The part of an `AbortSignal` that a call uses. */
export interface CallSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Makes calls over a line; what `createORPCClient` takes as a link. */
export interface Calls {
  /**
   * Calls a procedure; a subscription resolves with its values. Errors: `CallError` with the engine's code; the signal's reason; another
   * `Error` when the line is lost.
   */
  readonly call: (
    path: readonly string[],
    input: unknown,
    options: { readonly signal?: CallSignal | undefined },
  ) => Promise<unknown>;
}

interface Call {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Takes the call off its signal. */
  readonly forget: () => void;
  stream: ReplyStream | undefined;
}

const lost = (): Error => new Error('The line to the engine is lost');

export const createCalls = (line: Line): Calls => {
  const calls = new Map<number, Call>();
  let lastId = 0;
  let isLost = false;

  const end = (id: number): void => {
    calls.get(id)?.forget();
    calls.delete(id);
  };
  const fail = (id: number, error: unknown): void => {
    const call = calls.get(id);
    end(id);
    if (call?.stream) call.stream.fail(error);
    else call?.reject(error);
  };
  const leave = (id: number): void => {
    end(id);
    line.send(leaveFrame(id));
  };

  const receive = ({ id, kind, value }: ReplyFrame): void => {
    const call = calls.get(id);
    // Left meanwhile.
    if (!call) return;
    switch (kind) {
      case 'answer':
        end(id);
        return call.resolve(value);
      case 'error':
        return fail(id, readCallError(value));
      case 'stream':
        call.stream = createReplyStream(() => leave(id));
        return call.resolve(call.stream.values);
      case 'item':
        return call.stream?.push(value);
      case 'end':
        end(id);
        return call.stream?.end();
    }
  };

  line.onFrame((frame) => {
    const reply = readReplyFrame(frame);
    if (reply) receive(reply);
  });
  line.onClose(() => {
    isLost = true;
    for (const id of calls.keys()) fail(id, lost());
  });

  return {
    call: (path, input, { signal }) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        if (isLost) return reject(lost());
        const id = (lastId += 1);
        const giveUp = (): void => {
          line.send(leaveFrame(id));
          fail(id, signal?.reason);
        };
        signal?.addEventListener('abort', giveUp);
        const forget = (): void => signal?.removeEventListener('abort', giveUp);
        calls.set(id, { resolve, reject, forget, stream: undefined });
        line.send(callFrame(id, path.join('.'), input));
      }),
  };
};
