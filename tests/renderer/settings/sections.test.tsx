import type { Backup, BackupList } from '@shared/contract/backups.contract';
import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OwnAccess } from '@shared/contract/members.contract';
import { toMessage } from '@shared/messages/message';
import { JobId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import type { OutputOf } from '@renderer/rpc/procedures';
import { SettingsPage } from '@renderer/features/settings/settings-page';
import { useToasts } from '@renderer/stores/toasts.store';
import { useWindowState } from '@renderer/stores/window.store';
import { fakeSession, type FakeAnswers } from '../fake-session';
import { lastInput, OBJECTS, workspaceWrapper } from '../record-page/fake-workspace';

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const status: OutputOf<'workspace.status'> = {
  isSetUp: true,
  settings: {
    name: 'Meridian Sensing',
    ownerName: 'Ines Carvalho',
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    phoneRegion: 'DE',
  },
  folder: '/home/ines/outpost',
  appVersion: '0.1.0',
  schemaVersion: 10,
  sizeBytes: 1_800_000,
  counts: { person: 3 },
  trashCounts: {},
};

const diagnostics: FakeAnswers = {
  'diagnostics.slowQueries': () => ({ thresholdMs: 100, queries: [] }),
  'diagnostics.metrics': () => ({
    atMs: 1,
    uptimeMs: 1000,
    commits: 3,
    changes: 12,
    databaseBytes: 1_800_000,
    freeBytes: 0,
    walBytes: 0,
    memoryBytes: 90_000_000,
    heapBytes: 30_000_000,
    readers: {
      threads: 2,
      running: 1,
      waiting: 3,
      mostWaiting: 5,
      waitedP50Ms: 0.1,
      waitedP95Ms: 7,
      waitedWorstMs: 9,
      snapshotHits: 90,
      snapshotReads: 10,
    },
    bucketBoundsMs: [1, 2],
    calls: [
      {
        path: 'records.window',
        count: 3,
        errors: 0,
        totalMs: 4,
        p50Ms: 1,
        p95Ms: 2,
        p99Ms: 2,
        worstMs: 2,
        buckets: [2, 1, 0],
      },
    ],
  }),
};

const openSection = (section: string, more: FakeAnswers = {}, access: OwnAccess | null = null) => {
  const session = fakeSession({ 'workspace.status': () => status, 'workspace.update': () => status, ...more });
  render(
    <SettingsPage
      section={section}
      detail={null}
      onNavigate={() => {}}
      onOpenList={() => {}}
      hrefOfRecord={() => ''}
      onShowRecords={() => {}}
    />,
    {
      wrapper: workspaceWrapper(session, OBJECTS, access),
    },
  );
  return { session, user: userEvent.setup() };
};

test('a setting is saved by Enter, reverted by Esc', async () => {
  const { session, user } = openSection('workspace');
  const name = await screen.findByRole('textbox', { name: /^Name/ });

  await user.clear(name);
  await user.type(name, 'Other{Escape}');
  expect(name).toHaveProperty('value', 'Meridian Sensing');
  expect(lastInput(session, 'workspace.update')).toBeUndefined();

  await user.clear(name);
  await user.type(name, 'Nordlicht{Enter}');
  await waitFor(() => expect(lastInput(session, 'workspace.update')).toEqual({ name: 'Nordlicht' }));
});

test('the workspace keeps a name', async () => {
  const { session, user } = openSection('workspace');

  await user.clear(await screen.findByRole('textbox', { name: /^Name/ }));
  await user.keyboard('{Enter}');

  expect(await screen.findByText('A name is needed')).toBeTruthy();
  expect(lastInput(session, 'workspace.update')).toBeUndefined();
});

test('a refused setting says why and keeps what was typed', async () => {
  const { user } = openSection('workspace', {
    'workspace.update': () => {
      throw new AppError('storage_failed', msg`The disk is full`);
    },
  });
  const name = await screen.findByRole('textbox', { name: /^Name/ });

  await user.type(name, ' AG{Enter}');

  expect(await screen.findByText('The disk is full')).toBeTruthy();
  expect(name).toHaveProperty('value', 'Meridian Sensing AG');
});

test('the theme is chosen here', async () => {
  const { user } = openSection('workspace');

  await user.click(await screen.findByRole('radio', { name: 'Dark' }));

  expect(useWindowState.getState().theme).toBe('dark');
});

const listOf = (...backups: readonly Backup[]): BackupList => ({
  backups: backups.map((backup) => ({ ...backup, isHere: true, isElsewhere: false })),
  folder: '/workspace/backups',
  otherFolder: null,
  lastFailure: null,
});

test('a backup is made on demand', async () => {
  const { user } = openSection('backups', {
    'backups.list': () => listOf(),
    'backups.create': () => ({
      name: 'b',
      atMs: 1,
      sizeBytes: 445_000,
      reason: 'manual',
      isEncrypted: false,
      otherFolder: null,
    }),
  });

  expect(await screen.findByText('No backups yet')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Back up now' }));

  await waitFor(() => expect(useToasts.getState().toasts[0]?.text).toBe('Backup made, 445 kB'));
});

test('a backup is checked, and restored once it is certain', async () => {
  const backup = {
    name: '2026-11-20T09-00-00-000Z-manual.db.gz',
    atMs: 1,
    sizeBytes: 445_000,
    reason: 'manual' as const,
    isEncrypted: false,
  };
  const { user, session } = openSection('backups', {
    'backups.list': () => listOf(backup),
    'backups.verify': () => ({ version: 10, records: 3 }),
    'backups.restore': () => ({ safetyCopy: '2026-11-20T10-00-00-000Z-restore.db' }),
  });

  await user.click(await screen.findByRole('button', { name: 'Check' }));
  await waitFor(() => expect(useToasts.getState().toasts[0]?.text).toContain('is whole: 3 records'));
  await user.click(screen.getByRole('button', { name: 'Restore…' }));
  expect(lastInput(session, 'backups.restore')).toBeUndefined();
  await user.click(await screen.findByRole('button', { name: 'Restore' }));

  await waitFor(() => expect(lastInput(session, 'backups.restore')).toEqual({ name: backup.name }));
});

test('a folder on another drive is chosen, tells what is wrong with it, and a backup is deleted once it is certain', async () => {
  const backup = {
    name: '2026-11-20T09-00-00-000Z-manual.db.gz',
    atMs: 1,
    sizeBytes: 1,
    reason: 'manual' as const,
    isEncrypted: false,
  };
  const problem = toMessage(msg`The folder is not there`);
  const { user, session } = openSection('backups', {
    'backups.list': () => ({ ...listOf(backup), otherFolder: { folder: '/drive', problem } }),
    'backups.setOtherFolder': () => ({}),
    'backups.remove': () => ({}),
  });

  expect(await screen.findByText('The folder is not there')).toBeTruthy();
  const input = screen.getByRole('textbox', { name: 'Folder' });
  await user.clear(input);
  await user.type(input, '/other');
  await user.click(screen.getByRole('button', { name: 'Use this folder' }));
  await waitFor(() => expect(lastInput(session, 'backups.setOtherFolder')).toEqual({ folder: '/other' }));
  await user.click(screen.getByRole('button', { name: 'Copy no longer' }));
  await waitFor(() => expect(lastInput(session, 'backups.setOtherFolder')).toEqual({ folder: null }));

  await user.click(screen.getByRole('button', { name: 'Delete…' }));
  expect(lastInput(session, 'backups.remove')).toBeUndefined();
  await user.click(await screen.findByRole('button', { name: 'Delete for good' }));
  await waitFor(() => expect(lastInput(session, 'backups.remove')).toEqual({ name: backup.name }));
});

test('a moment is asked for, shown as it was understood, and restored', async () => {
  const backup = {
    name: 'b',
    atMs: Date.UTC(2026, 0, 1),
    sizeBytes: 1,
    reason: 'scheduled' as const,
    isEncrypted: false,
  };
  const { user, session } = openSection('backups', {
    'backups.list': () => listOf(backup),
    'backups.restoreAt': () => ({
      safetyCopy: '2026-11-20T10-00-00-000Z-restore.db',
      backup: '2026-11-20T09-00-00-000Z-manual.db.gz',
    }),
  });

  await user.click(await screen.findByRole('button', { name: 'Go back to a moment…' }));
  const input = await screen.findByRole('textbox', { name: 'As it was on' });
  await user.type(input, '2025-12-31 10:00Z');
  expect(await screen.findByText(/The oldest backup is of/)).toBeTruthy();
  await user.clear(input);
  await user.type(input, '2026-01-02 10:00Z');
  await user.click(screen.getByRole('button', { name: 'Restore' }));

  await waitFor(() => expect(lastInput(session, 'backups.restoreAt')).toEqual({ atMs: Date.UTC(2026, 0, 2, 10) }));
});

test('the check of the workspace tells what it found', async () => {
  const { user } = openSection('diagnostics', {
    ...diagnostics,
    'workspace.doctor': () => ({
      ok: false,
      findings: [
        { check: 'search', message: toMessage(msg`The search index misses records`), count: 2, canMend: true },
      ],
    }),
  });

  await user.click(await screen.findByRole('button', { name: 'Check the workspace' }));

  expect(await screen.findByText(/misses records/)).toBeTruthy();
  expect(screen.getByText('2 times')).toBeTruthy();
});

test('what is derived can be repaired, and what was done is told', async () => {
  const fault = { check: 'search', message: toMessage(msg`The search index misses records`), count: 2, canMend: true };
  const { user } = openSection('diagnostics', {
    ...diagnostics,
    'workspace.doctor': () => ({ ok: false, findings: [fault] }),
    'diagnostics.repair': () => ({ report: { ok: true, findings: [] }, mended: [fault], folder: '/set-aside' }),
  });
  await user.click(await screen.findByRole('button', { name: 'Check the workspace' }));

  await user.click(await screen.findByRole('button', { name: 'Repair what can be made anew' }));

  expect(await screen.findByText('Everything is in order.')).toBeTruthy();
  expect(screen.getByText('Made anew:')).toBeTruthy();
  expect(screen.getByText(/\/set-aside/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Repair what can be made anew' })).toBeNull();
});

test('calls and sizes are shown', async () => {
  const { user } = openSection('diagnostics', {
    ...diagnostics,
    'diagnostics.storage': () => ({ trees: [{ name: 'r_person', bytes: 445_000 }] }),
  });

  expect(await screen.findByRole('rowheader', { name: 'records.window' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Measure tables' }));

  expect(await screen.findByRole('rowheader', { name: 'r_person' })).toBeTruthy();
});

test('slow lists are told with what the database did, and the index that would help is made', async () => {
  const index = { object: 'company', sort: [{ field: 'industry', direction: 'asc' as const, nulls: 'last' as const }] };
  const { session, user } = openSection('diagnostics', {
    ...diagnostics,
    'diagnostics.slowQueries': () => ({
      thresholdMs: 100,
      queries: [
        {
          id: 'a',
          shape: {
            path: 'records.window',
            object: 'company',
            isTrash: false,
            filter: { field: 'name', op: 'contains' },
            sort: index.sort,
            groupBy: [],
            aggregates: [],
            field: null,
          },
          count: 7,
          unfinished: 0,
          totalMs: 900,
          p95Ms: 128,
          worstMs: 300,
          lastMs: 120,
          lastAtMs: Date.now(),
          lastRows: 50,
          plan: [{ depth: 0, detail: 'USE TEMP B-TREE FOR ORDER BY' }],
          index,
        },
      ],
    }),
    'schema.makeIndex': () => ({ job: JobId.parse(3) }),
  });

  expect(await screen.findByText('USE TEMP B-TREE FOR ORDER BY')).toBeTruthy();
  expect(screen.getByText(/worst 300 ms/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /^Make an index for: Companies, filtered by Name/ }));

  await waitFor(() => expect(lastInput(session, 'schema.makeIndex')).toEqual(index));
});

test('settings that a role may not change are not there, and their address leads to those that are', async () => {
  openSection('members', { 'backups.list': () => listOf() }, { settings: ['backups'], objects: {} });

  const tabs = await screen.findAllByRole('tab');
  expect(tabs.map(({ textContent }) => textContent)).toEqual(['Backups', 'About']);
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Backups');
});

test('who may not change the workspace is not asked to check it', async () => {
  openSection('about', {}, { settings: [], objects: {} });

  expect(await screen.findByText('0.1.0')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Check the workspace' })).toBeNull();
});
