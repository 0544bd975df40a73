import { msg } from '@lingui/core/macro';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DuplicateGroup } from '@shared/contract/duplicates.contract';
import type { Job } from '@shared/contract/jobs.contract';
import { JobId } from '@shared/domain/ids';
import { toMessage } from '@shared/messages/message';
import { DuplicatesPage } from '@renderer/features/duplicates/duplicates-page';
import { useMergeRequest } from '@renderer/stores/merge-request.store';
import { useToasts } from '@renderer/stores/toasts.store';
import { TooltipProvider } from '@renderer/ui/tooltip';
import { fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

const running = vi.hoisted((): { jobs: readonly Job[] } => ({ jobs: [] }));
vi.mock('@renderer/rpc/use-active-jobs', () => ({ useActiveJobs: () => running.jobs }));

beforeEach(() => {
  running.jobs = [];
  useToasts.setState({ toasts: [] });
  useMergeRequest.getState().close();
});
afterEach(cleanup);

const group: DuplicateGroup = {
  key: 1,
  score: 0.97,
  records: [
    { id: fakeId(1), title: 'Ann Lee' },
    { id: fakeId(2), title: 'Anna Lee' },
  ],
  pairs: [{ a: fakeId(1), b: fakeId(2), score: 0.97, reasons: [{ kind: 'sameRelated', field: 'company' }] }],
};

const scan: Job = {
  id: JobId.parse(4),
  queue: 'duplicates',
  kind: 'duplicates.scan',
  title: toMessage(msg`Look for duplicates`),
  state: 'active',
  stopping: null,
  priority: 10,
  attempt: 1,
  maxAttempts: 3,
  crashes: 0,
  progress: 0.5,
  note: toMessage(msg`Comparing`),
  failure: null,
  startedBy: null,
  createdAtMs: 0,
  runAtMs: 0,
  startedAtMs: 0,
  finishedAtMs: null,
};

const showPage = ({ scannedAtMs = 1 as number | null, groups = [group] } = {}) => {
  const session = fakeSession({
    'duplicates.status': () => ({
      objects: [
        { object: 'person', isUsual: true, scannedAtMs, records: 2, isStale: false, openGroups: groups.length },
      ],
    }),
    'duplicates.list': () => ({ groups, total: groups.length, nextCursor: null }),
    'duplicates.dismiss': () => ({ pairs: 1 }),
    'duplicates.reopen': () => ({ pairs: 1 }),
    'duplicates.scan': () => ({ jobId: JobId.parse(4) }),
    'jobs.cancel': () => ({ changed: 1 }),
  });
  const Wrapper = wrapperFor({ session });
  render(
    <Wrapper>
      <TooltipProvider>
        <DuplicatesPage objectName={null} onSelectObject={() => undefined} onOpenRecord={() => undefined} />
      </TooltipProvider>
    </Wrapper>,
  );
  return { session, user: userEvent.setup() };
};

const inputOf = (session: ReturnType<typeof fakeSession>, path: string) =>
  session.calls.find((call) => call.path === path)?.input;

test('where nobody has looked yet, looking is offered and said to change nothing', async () => {
  const { session, user } = showPage({ scannedAtMs: null, groups: [] });

  expect(await screen.findByText('Nobody has looked yet')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Look for duplicates' }));

  expect(inputOf(session, 'duplicates.scan')).toEqual({ object: 'person' });
});

test('a group says how certain it is and why, and is compared or dismissed', async () => {
  const { session, user } = showPage();

  expect(await screen.findByText('97 % certain: same company')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Compare' }));
  expect(useMergeRequest.getState().request).toMatchObject({ object: 'person', ids: [fakeId(1), fakeId(2)] });
  await user.click(screen.getByRole('button', { name: 'Not duplicates' }));

  expect(inputOf(session, 'duplicates.dismiss')).toEqual({ object: 'person', ids: [fakeId(1), fakeId(2)] });
});

test('a scan that is under way shows how far it is and can be cancelled', async () => {
  running.jobs = [scan];
  const { session, user } = showPage();

  expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('50');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));

  expect(inputOf(session, 'jobs.cancel')).toEqual({ jobs: { ids: [scan.id] } });
});
