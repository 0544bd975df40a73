import { expect, test, vi } from 'vitest';
import { AppError } from '@shared/errors/app-error';
import { CallError } from '@shared/wire/call-error';
import type { Connection } from '@renderer/rpc/connect';
import { createEngineSession } from '@renderer/rpc/session';

interface Line {
  readonly connection: Connection;
  readonly lose: () => void;
}

const line = (answer: (path: readonly string[]) => Promise<unknown>): Line => {
  let lose = () => {};
  const closed = new Promise<void>((resolve) => (lose = resolve));
  return { connection: { calls: { call: (path) => answer(path) }, closed, close: () => lose() }, lose };
};

test('a call made before the line is open waits for it', async () => {
  let open: (connection: Connection) => void = () => {};
  const session = createEngineSession(() => new Promise((resolve) => (open = resolve)));

  const answer = session.call('search.find', { text: 'a' });
  expect(session.getStatus()).toBe('connecting');
  open(line((path) => Promise.resolve(path.join('/'))).connection);

  expect(await answer).toBe('search/find');
  expect(session.getStatus()).toBe('connected');
  session.close();
});

test('a lost line is opened again and calls go on', async () => {
  const lines = [line(() => Promise.resolve('first')), line(() => Promise.resolve('second'))];
  let opened = 0;
  const session = createEngineSession(() => {
    const next = lines[opened++];
    return next ? Promise.resolve(next.connection) : Promise.reject(new Error('No more lines'));
  });
  expect(await session.call('x.y', {})).toBe('first');
  const statuses: string[] = [];
  session.onStatus(() => statuses.push(session.getStatus()));

  lines[0]?.lose();
  await vi.waitFor(() => expect(statuses).toEqual(['reconnecting', 'connected']));

  expect(await session.call('x.y', {})).toBe('second');
  session.close();
});

test('errors of the engine arrive with their code, lost lines as offline', async () => {
  const failures: unknown[] = [
    new CallError('conflict', 'View changed meanwhile', {
      actual: 3,
      words: { id: 'x', message: 'View changed meanwhile', values: {} },
    }),
    new Error('The line to the engine is lost'),
  ];
  const session = createEngineSession(() =>
    Promise.resolve(line(() => Promise.reject(failures.shift() as Error)).connection),
  );

  const first = session.client.views.list({});
  await expect(first).rejects.toMatchObject({ code: 'conflict', detail: { actual: 3 } });
  await expect(first).rejects.toBeInstanceOf(AppError);
  await expect(session.client.views.list({})).rejects.toMatchObject({ code: 'offline' });
  session.close();
});
