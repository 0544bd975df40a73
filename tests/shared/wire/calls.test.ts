import { expect, test } from 'vitest';
import { CallError } from '@shared/wire/call-error';
import { createCalls } from '@shared/wire/calls';
import { readCallFrame, replyFrame } from '@shared/wire/frames';
import type { Line } from '@shared/wire/line';

/** A line whose other end is the test. */
const testLine = () => {
  const sent: string[] = [];
  let receive: (frame: unknown) => void = () => {};
  let close: () => void = () => {};
  const line: Line = {
    send: (frame) => sent.push(frame),
    onFrame: (listener) => (receive = listener),
    onClose: (listener) => (close = listener),
  };
  return { calls: createCalls(line), sent, receive: (frame: unknown) => receive(frame), lose: () => close() };
};

const watch = async ({ calls, receive }: ReturnType<typeof testLine>, signal?: AbortSignal) => {
  const opened = calls.call(['records', 'watch'], {}, { signal });
  receive(replyFrame(1, 'stream'));
  return (await opened) as AsyncIterableIterator<unknown>;
};

const allOf = async (values: AsyncIterable<unknown>): Promise<unknown[]> => {
  const all: unknown[] = [];
  for await (const value of values) all.push(value);
  return all;
};

test('answers find their calls in whatever order they come', async () => {
  const { calls, sent, receive } = testLine();
  const first = calls.call(['a', 'b'], { x: 1 }, {});
  const second = calls.call(['a', 'c'], {}, {});

  receive(replyFrame(2, 'answer', '"second"'));
  receive(replyFrame(1, 'answer', '{"rows":[]}'));

  expect(sent.map(readCallFrame)).toEqual([
    { id: 1, path: 'a.b', input: { x: 1 } },
    { id: 2, path: 'a.c', input: {} },
  ]);
  expect([await first, await second]).toEqual([{ rows: [] }, 'second']);
});

test('an error keeps its code and data', async () => {
  const { calls, receive } = testLine();
  const call = calls.call(['a', 'b'], {}, {});

  receive(replyFrame(1, 'error', '{"code":"conflict","message":"Changed","data":{"actual":3}}'));

  await expect(call).rejects.toBeInstanceOf(CallError);
  await expect(call).rejects.toMatchObject({ code: 'conflict', message: 'Changed', data: { actual: 3 } });
});

test('a call that is given up fails with the reason, and the engine is told', async () => {
  const { calls, sent, receive } = testLine();
  const caller = new AbortController();
  const call = calls.call(['a', 'b'], {}, { signal: caller.signal });

  caller.abort(new Error('no longer'));
  receive(replyFrame(1, 'answer', '1'));

  await expect(call).rejects.toThrow('no longer');
  expect(sent.at(-1)).toBe('[1]');
  await expect(calls.call(['a', 'b'], {}, { signal: caller.signal })).rejects.toThrow('no longer');
  expect(sent).toHaveLength(2);
});

test('a lost line fails what waits for it and what is asked later', async () => {
  const line = testLine();
  const stream = await watch(line);
  const next = stream.next();
  const call = line.calls.call(['a', 'b'], {}, {});

  line.lose();

  await expect(next).rejects.toThrow('lost');
  await expect(call).rejects.toThrow('lost');
  await expect(line.calls.call(['a', 'b'], {}, {})).rejects.toThrow('lost');
  expect(await stream.next()).toMatchObject({ done: true });
});

test('a stream gives every value in order, then its end', async () => {
  const line = testLine();
  const stream = await watch(line);
  const early = stream.next();
  for (const value of [1, 2, 3]) line.receive(replyFrame(1, 'item', String(value)));
  line.receive(replyFrame(1, 'end'));

  const seen = [(await early).value, ...(await allOf(stream))];

  expect(seen).toEqual([1, 2, 3]);
  expect(line.sent).toHaveLength(1);
});

test('a stream that fails gives first what came before, and tells of the failure once', async () => {
  const line = testLine();
  const stream = await watch(line);
  line.receive(replyFrame(1, 'item', '1'));
  line.receive(replyFrame(1, 'error', '{"code":"not_found","message":"Gone","data":{}}'));

  expect(await stream.next()).toEqual({ done: false, value: 1 });
  await expect(stream.next()).rejects.toMatchObject({ code: 'not_found' });
  expect(await stream.next()).toMatchObject({ done: true });
});

test.each(['a loop that ends', 'a signal'])('a stream that is left by %s is over on both sides', async (by) => {
  const line = testLine();
  const caller = new AbortController();
  const stream = await watch(line, caller.signal);
  line.receive(replyFrame(1, 'item', '1'));

  if (by === 'a signal') caller.abort();
  else for await (const _ of stream) break;
  line.receive(replyFrame(1, 'item', '2'));

  expect(line.sent.at(-1)).toBe('[1]');
  const rest = await allOf(stream).catch((error: unknown) => error);
  expect(rest).not.toContain(2);
});
