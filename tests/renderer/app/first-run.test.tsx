import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { AppError } from '@shared/errors/app-error';
import { FirstRun } from '@renderer/features/first-run/first-run';
import { guessRegional } from '@renderer/features/first-run/regional-guess';
import { fakeSession, wrapperFor, type FakeAnswers } from '../fake-session';

afterEach(cleanup);

const settings: WorkspaceSettings = {
  name: '',
  ownerName: '',
  locale: 'en',
  timeZone: 'UTC',
  currency: 'EUR',
  phoneRegion: 'DE',
};
const status = {
  isSetUp: true,
  settings,
  folder: '/w',
  appVersion: '1',
  schemaVersion: 1,
  sizeBytes: 1,
  counts: {},
  trashCounts: {},
};

const show = (more: FakeAnswers = {}, hasRecords = false) => {
  const session = fakeSession({ 'workspace.update': () => status, ...more });
  const onStart = vi.fn<() => void>();
  const onImport = vi.fn<() => void>();
  render(<FirstRun settings={settings} hasRecords={hasRecords} onStart={onStart} onImport={onImport} />, {
    wrapper: wrapperFor({ session }),
  });
  return { session, onStart, onImport };
};

const nameIt = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.type(screen.getByLabelText(/Name of the workspace/), 'Meridian');
  await user.type(screen.getByLabelText(/Your name/), 'Ines{Enter}');
};

test('where there are records already, nobody is asked to bring any', async () => {
  const { session, onStart } = show({}, true);

  expect(screen.queryByText('Bring your data')).toBeNull();
  await nameIt(userEvent.setup());

  await waitFor(() => expect(onStart).toHaveBeenCalled());
  await waitFor(() => expect(session.calls.at(-1)?.input).toEqual({ name: 'Meridian' }));
});

test('a workspace is named last, after its sample data is there', async () => {
  const { session, onStart } = show({ 'workspace.loadSampleData': () => ({ created: { person: 500 } }) });
  const user = userEvent.setup();

  await nameIt(user);
  await user.click(screen.getByRole('radio', { name: /sample data/ }));
  await user.click(screen.getByRole('button', { name: /Load sample data/ }));

  await waitFor(() => expect(session.calls).toHaveLength(3));
  expect(session.calls.map(({ path }) => path)).toEqual([
    'workspace.update',
    'workspace.loadSampleData',
    'workspace.update',
  ]);
  expect(session.calls[0]?.input).toMatchObject({ ownerName: 'Ines' });
  expect(session.calls[2]?.input).toEqual({ name: 'Meridian' });
  expect(onStart).toHaveBeenCalledOnce();
});

test('a failure is said in place and can be tried again', async () => {
  show({ 'workspace.loadSampleData': () => Promise.reject(new AppError('storage_failed', msg`The disk is full`)) });
  const user = userEvent.setup();

  await nameIt(user);
  await user.click(screen.getByRole('radio', { name: /sample data/ }));
  await user.click(screen.getByRole('button', { name: /Load sample data/ }));

  expect(await screen.findByText(/The disk is full/)).toBeDefined();
});

test('language and clock tell currency and phone region', () => {
  expect(guessRegional('sv-SE', 'Europe/Stockholm')).toMatchObject({ currency: 'SEK', phoneRegion: 'SE' });
  expect(guessRegional('de', 'Europe/Berlin')).toMatchObject({ currency: 'EUR', phoneRegion: 'DE' });
});

describe('an archive at the first start', () => {
  const chooseArchive = async (user: ReturnType<typeof userEvent.setup>) => {
    await nameIt(user);
    await user.click(await screen.findByRole('radio', { name: 'Bring in an archive' }));
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (!input) throw new Error('There is no place for a file');
    await user.upload(input, new File(['x'], 'all.archive'));
  };

  test('comes in without the workspace being named, which the archive does', async () => {
    const { session } = show({ 'exchange.importArchive': () => ({ lines: 3, files: 0 }) });

    await chooseArchive(userEvent.setup());

    expect(await screen.findByText(/opened anew/)).toBeDefined();
    expect(session.calls.filter(({ path }) => path === 'workspace.update')).toEqual([]);
  });

  test('that does not fit says so with file and line, and another can be chosen', async () => {
    const refused = new AppError('invalid_input', msg`records/company.jsonl, line 3 cannot be read`);
    show({ 'exchange.importArchive': () => Promise.reject(refused) });

    await chooseArchive(userEvent.setup());

    expect(await screen.findByText(/line 3 cannot be read/)).toBeDefined();
    expect(screen.getByRole('radio', { name: 'Bring in an archive' })).toBeDefined();
  });
});
