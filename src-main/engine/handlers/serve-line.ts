import { callErrorText, CallError } from '@shared/wire/call-error';
import { readCallFrame, replyFrame, type CallFrame } from '@shared/wire/frames';
import type { Line } from '@shared/wire/line';

/** Runs a procedure. Resolves with its answer as JSON text, or with what a subscription yields. Errors: `CallError` only, also of what is yielded. */
export type AnswerCall = (
  path: string,
  input: unknown,
  signal: AbortSignal,
) => Promise<string | AsyncIterable<unknown>>;

/** Answers the calls that come over a line until it closes. What is no call is reported to `refuse` and changes nothing. */
export const serveLine = (line: Line, answer: AnswerCall, refuse: () => void): void => {
  const running = new Map<number, AbortController>();

  const pour = async (id: number, values: AsyncIterable<unknown>, { signal }: AbortController): Promise<void> => {
    line.send(replyFrame(id, 'stream'));
    for await (const value of values) {
      if (signal.aborted) return;
      line.send(replyFrame(id, 'item', JSON.stringify(value)));
    }
    if (!signal.aborted) line.send(replyFrame(id, 'end'));
  };

  const serve = async (id: number, path: string, input: unknown): Promise<void> => {
    const caller = new AbortController();
    running.set(id, caller);
    try {
      const result = await answer(path, input, caller.signal);
      if (typeof result === 'string') line.send(replyFrame(id, 'answer', result));
      else await pour(id, result, caller);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (!caller.signal.aborted) line.send(replyFrame(id, 'error', callErrorText(error)));
    } finally {
      running.delete(id);
    }
  };

  const receive = ({ id, path, input }: CallFrame): void => {
    if (path === undefined) running.get(id)?.abort();
    else if (running.has(id)) refuse();
    else void serve(id, path, input);
  };

  line.onFrame((frame) => {
    const call = readCallFrame(frame);
    if (call) receive(call);
    else refuse();
  });
  line.onClose(() => {
    for (const caller of running.values()) caller.abort();
  });
};
