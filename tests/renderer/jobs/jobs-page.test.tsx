import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Job } from '@shared/contract/jobs.contract';
import { JobId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { toMessage } from '@shared/messages/message';
import { JobsPage } from '@renderer/features/jobs/jobs-page';
import { useToasts } from '@renderer/stores/toasts.store';
import { fakeSession, type FakeAnswers, wrapperFor } from '../fake-session';

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const job = (n: number, more: Partial<Job> = {}): Job => ({
  id: JobId.parse(n),
  queue: 'import',
  kind: 'exchange.import',
  title: toMessage(msg`Import file ${n}`),
  state: 'active',
  stopping: null,
  priority: 0,
  attempt: 1,
  maxAttempts: 3,
  crashes: 0,
  progress: null,
  note: null,
  failure: null,
  startedBy: null,
  createdAtMs: 1,
  runAtMs: 1,
  startedAtMs: 1,
  finishedAtMs: null,
  ...more,
});

const RUNNING = job(1);
const FAILED = job(2, { state: 'dead', failure: toMessage(msg`The server is away.`), finishedAtMs: 2 });

const show = (more: FakeAnswers = {}) => {
  const session = fakeSession({
    'jobs.counts': () => ({
      queues: [
        {
          queue: 'import',
          isPaused: false,
          counts: { delayed: 0, ready: 0, active: 1, paused: 0, done: 0, dead: 1, cancelled: 0 },
          lastDay: { done: 5, failed: 0, dead: 1, meanWaitMs: 1, meanRunMs: 1 },
        },
      ],
    }),
    'jobs.list': ({ filter }) => ({
      jobs: [RUNNING, FAILED].filter(({ state }) => filter.states?.includes(state)),
      hasMore: false,
    }),
    'jobs.get': () => ({
      job: FAILED,
      payload: '{"file":"x"}',
      checkpoint: null,
      result: null,
      attempts: [{ outcome: 'failed', startedAtMs: 1, ms: 1, failure: toMessage(msg`First time`) }],
      log: [{ atMs: 1, text: 'a line' }],
    }),
    'jobs.retry': () => ({ changed: 1 }),
    'jobs.cancel': () => ({ changed: 1 }),
    'jobs.pauseQueue': () => ({}),
    ...more,
  });
  render(<JobsPage />, { wrapper: wrapperFor({ session }) });
  const inputOf = (path: string) => session.calls.find((call) => call.path === path)?.input;
  return { user: userEvent.setup(), inputOf };
};

test('what runs is shown first, and can be cancelled', async () => {
  const { user, inputOf } = show();

  await user.click(await screen.findByRole('button', { name: 'Cancel Import file 1' }));

  expect(screen.getByRole('progressbar', { name: 'Progress of Import file 1' })).toBeTruthy();
  await waitFor(() => expect(inputOf('jobs.cancel')).toEqual({ jobs: { ids: [1] } }));
});

test('what failed says of what, can be looked into and done again', async () => {
  const { user, inputOf } = show();
  await user.click(await screen.findByRole('radio', { name: 'Failed 1' }));

  await user.click(await screen.findByRole('button', { name: 'Import file 2' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('First time')).toBeTruthy();
  expect(dialog.getByText('{"file":"x"}')).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Close' }));
  await user.click(await screen.findByRole('button', { name: 'Do Import file 2 again' }));

  expect(screen.getByText('The server is away.')).toBeTruthy();
  await waitFor(() => expect(inputOf('jobs.retry')).toEqual({ jobs: { ids: [2] } }));
});

test('a queue can be halted', async () => {
  const { user, inputOf } = show();

  await user.click(await screen.findByRole('button', { name: 'Pause Imports' }));

  await waitFor(() => expect(inputOf('jobs.pauseQueue')).toEqual({ queue: 'import' }));
});

test('what is refused is told, and an empty list says so', async () => {
  const { user } = show({
    'jobs.cancel': () => {
      throw new AppError('conflict', msg`It has ended already.`);
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Cancel Import file 1' }));
  await waitFor(() => expect(useToasts.getState().toasts).toHaveLength(1));

  await user.click(screen.getByRole('radio', { name: 'Ended 0' }));

  expect(await screen.findByText('Nothing has ended yet')).toBeTruthy();
});
