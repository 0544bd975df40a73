import { msg } from '@lingui/core/macro';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JobId, StagedFileId } from '@shared/domain/ids';
import type { Job } from '@shared/contract/jobs.contract';
import { toMessage } from '@shared/messages/message';
import { ExportRequests } from '@renderer/features/export/export-requests';
import { asFileName, formatsOf } from '@renderer/features/export/export-request.rules';
import type { RendererHost } from '@renderer/rpc/host';
import { useExportRequest } from '@renderer/stores/export-request.store';
import { useToasts } from '@renderer/stores/toasts.store';
import { TooltipProvider } from '@renderer/ui/tooltip';
import { fakeHost, fakeSession, wrapperFor } from '../fake-session';

const INITIAL = useExportRequest.getState();
beforeEach(() => {
  useToasts.setState({ toasts: [] });
  useExportRequest.setState(INITIAL, true);
});
afterEach(cleanup);

const ID = JobId.parse(7);
const FILE = StagedFileId.parse('01920000-0000-7000-8000-000000000001');
const job = (state: Job['state']): Job => ({
  id: ID,
  queue: 'export',
  kind: 'exchange.export',
  title: toMessage(msg`Export`),
  state,
  stopping: null,
  priority: 10,
  attempt: 1,
  maxAttempts: 1,
  crashes: 0,
  progress: state === 'done' ? 1 : 0.5,
  note: toMessage(msg`1 of 2 records`),
  failure: state === 'dead' ? toMessage(msg`The disk is full.`) : null,
  startedBy: null,
  createdAtMs: 0,
  runAtMs: 0,
  startedAtMs: 0,
  finishedAtMs: null,
});

/** A dialog over a list of two people, whose job stays as it is until `end` says how it ended. */
const showDialog = async (saved = true) => {
  const ended = Promise.withResolvers<Job['state']>();
  let state: Job['state'] = 'active';
  const session = fakeSession({
    'exchange.startExport': () => ({ job: ID }),
    'jobs.watch': async function* () {
      yield { active: [job('active')] };
      state = await ended.promise;
      yield { active: [] };
    },
    'jobs.get': () => ({
      job: job(state),
      payload: '{}',
      checkpoint: null,
      result: JSON.stringify({ file: FILE, fileName: 'x', rows: 2, cutCells: 0 }),
      attempts: [],
      log: [],
    }),
    'jobs.cancel': () => {
      ended.resolve('cancelled');
      return { changed: 1 };
    },
  });
  const saveStaged = vi.fn<RendererHost['saveStaged']>().mockResolvedValue(saved);
  const Wrapper = wrapperFor({ session, host: { ...fakeHost(), saveStaged } });
  render(
    <Wrapper>
      <TooltipProvider>
        <ExportRequests />
      </TooltipProvider>
    </Wrapper>,
  );
  useExportRequest.getState().ask({
    set: { object: 'person' },
    sort: [{ field: 'name', direction: 'asc', nulls: 'last' }],
    columns: ['name', 'city'],
    count: 2,
    name: 'Berlin: all',
  });
  await screen.findByRole('dialog', { name: 'Export Berlin: all' });
  return { session, user: userEvent.setup(), saveStaged, end: ended.resolve };
};

const asked = ({ calls }: ReturnType<typeof fakeSession>) =>
  calls.find(({ path }) => path === 'exchange.startExport')?.input;
const toasts = () => useToasts.getState().toasts.map(({ text }) => text);

test('the shown columns go into a spreadsheet, which is handed to the person', async () => {
  const { session, user, saveStaged, end } = await showDialog();

  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByRole('progressbar', { name: 'Berlin all.xlsx' });
  end('done');

  await vi.waitFor(() => expect(toasts()).toEqual(['2 records exported to Berlin all.xlsx']));
  expect(asked(session)).toEqual({
    set: { object: 'person' },
    sort: [{ field: 'name', direction: 'asc', nulls: 'last' }],
    format: 'xlsx',
    fields: ['name', 'city'],
  });
  expect(saveStaged).toHaveBeenCalledWith(FILE, 'Berlin all.xlsx');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('what is chosen is what is asked for, and is remembered', async () => {
  const { session, user } = await showDialog();

  await user.click(screen.getByRole('radio', { name: 'Text table (CSV)' }));
  await user.click(screen.getByRole('switch', { name: 'For Excel' }));
  await user.click(screen.getByRole('radio', { name: /^All fields/ }));
  await user.click(screen.getByRole('button', { name: /^Export/ }));

  expect(asked(session)).toEqual({
    set: { object: 'person' },
    sort: [{ field: 'name', direction: 'asc', nulls: 'last' }],
    format: 'csv',
    csv: { delimiter: ',', byteOrderMark: false },
  });
  expect(useExportRequest.getState().choices).toMatchObject({ format: 'csv', columns: 'all' });
});

test('Esc calls an export off without a word', async () => {
  const { session, user, saveStaged } = await showDialog();

  await user.click(screen.getByRole('button', { name: /^Export/ }));
  await screen.findByRole('progressbar');
  await user.keyboard('{Escape}');

  await vi.waitFor(() => expect(session.calls.some(({ path }) => path === 'jobs.cancel')).toBe(true));
  expect(toasts()).toEqual([]);
  expect(saveStaged).not.toHaveBeenCalled();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('one that goes on in the background is handed over when it is done', async () => {
  const { user, saveStaged, end } = await showDialog();

  await user.click(screen.getByRole('button', { name: /^Export/ }));
  await user.click(await screen.findByRole('button', { name: 'Go on in the background' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  end('done');

  await vi.waitFor(() => expect(saveStaged).toHaveBeenCalledTimes(1));
});

test('a failure is told with its reason, and the choices stay', async () => {
  const { user, end } = await showDialog();

  await user.click(screen.getByRole('button', { name: /^Export/ }));
  await screen.findByRole('progressbar');
  end('dead');

  await vi.waitFor(() => expect(toasts()).toEqual(['The disk is full.']));
  expect(screen.getByRole('radio', { name: 'Spreadsheet (XLSX)' })).toBeDefined();
});

test('a file that nobody kept can be kept after all', async () => {
  const { user, saveStaged, end } = await showDialog(false);

  await user.click(screen.getByRole('button', { name: /^Export/ }));
  end('done');
  await vi.waitFor(() => expect(toasts()).toEqual(['Berlin all.xlsx was not kept']));
  useToasts.getState().toasts[0]?.action?.run();

  expect(saveStaged).toHaveBeenCalledTimes(2);
});

test('only people become address cards, and names are such that every file system takes them', () => {
  expect(formatsOf('person')).toContain('vcf');
  expect(formatsOf('company')).not.toContain('vcf');
  expect(asFileName('a/b: "c"', 'csv')).toBe('a b c.csv');
  expect(asFileName('///', 'csv')).toBe('Export.csv');
});
