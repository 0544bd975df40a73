import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OperationId, RecordId, StagedFileId } from '@shared/domain/ids';
import { ActivityPage } from '@renderer/features/history/activity-page';
import type { HistoryFilter } from '@renderer/features/history/history-filters';
import { useToasts } from '@renderer/stores/toasts.store';
import { type FakeSession, fakeSession } from '../fake-session';
import { lastInput, workspaceWrapper } from '../record-page/fake-workspace';

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const Page = ({ start }: { readonly start: HistoryFilter }) => {
  const [filter, setFilter] = useState(start);
  return <ActivityPage filter={filter} onFilter={setFilter} hrefOfRecord={(object, id) => `#/o/${object}/${id}`} />;
};

const show = (session: FakeSession, start: HistoryFilter = {}): void => {
  render(<Page start={start} />, { wrapper: workspaceWrapper(session) });
};

const PERSON = RecordId.parse('01a1f82f-1e80-7efb-9d49-22f41c700550');

test('every action of the workspace is listed and can be taken back', async () => {
  const operation = {
    id: OperationId.parse(12),
    verb: 'delete',
    object: 'person',
    subject: null,
    count: 3,
    atMs: Date.now(),
    actor: { kind: 'person', name: 'Ines Carvalho' },
    isUndone: false,
  } as const;
  const session = fakeSession({
    'history.operations': () => ({
      operations: [operation, { ...operation, id: OperationId.parse(11), verb: 'import', count: 537, isUndone: true }],
      nextCursor: null,
    }),
    'history.undo': () => ({ operation, count: 3, nothingDone: null, skipped: [], skippedCount: 0 }),
  });
  show(session);

  expect(await screen.findByText(/deleted 3 people/)).toBeTruthy();
  expect(screen.getByText(/imported 537 people/)).toBeTruthy();
  expect(screen.getByText('Undone')).toBeTruthy();
  await userEvent.setup().click(screen.getByRole('button', { name: 'Undo' }));

  await waitFor(() => expect(lastInput(session, 'history.undo')).toEqual({ operationId: 12 }));
});

test('what is looked for is asked of the engine, a last day as a whole, and can be cleared', async () => {
  const session = fakeSession({ 'history.operations': () => ({ operations: [], nextCursor: null }) });
  const user = userEvent.setup();
  show(session, { object: 'person', kind: 'delete', from: '2026-11-19', to: '2026-11-20' });

  expect(await screen.findByText('Nothing like this has happened')).toBeTruthy();
  const input = lastInput(session, 'history.operations');
  await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0] ?? document.body);

  expect(input).toMatchObject({ object: 'person', verbs: ['delete', 'purge'] });
  const { fromMs, toMs } = input as { readonly fromMs: number; readonly toMs: number };
  expect(toMs - fromMs).toBe(48 * 3_600_000);
  await waitFor(() => expect(lastInput(session, 'history.operations')).toEqual({ limit: 50 }));
});

test('an action opens to what it changed, with links to the records', async () => {
  const operation = {
    id: OperationId.parse(12),
    verb: 'update',
    object: 'person',
    subject: 'Ann Lee',
    count: 1,
    atMs: Date.now(),
    actor: { kind: 'person', name: 'Ines Carvalho' },
    isUndone: false,
  } as const;
  const session = fakeSession({
    'history.operations': () => ({ operations: [operation], nextCursor: null }),
    'history.changes': () => ({
      changes: [
        {
          operationId: operation.id,
          verb: 'update',
          atMs: operation.atMs,
          actor: operation.actor,
          kind: 'update',
          object: 'person',
          recordId: PERSON,
          title: 'Ann Lee',
          changes: [{ field: 'jobTitle', label: 'Job title', before: 'Clerk', after: 'Boss' }],
        },
      ],
      nextCursor: null,
    }),
  });
  show(session);

  await userEvent.setup().click(await screen.findByRole('button', { name: 'Show what changed' }));

  const link = await screen.findByRole('link', { name: 'Ann Lee' });
  expect(link.getAttribute('href')).toBe(`#/o/person/${PERSON}`);
  expect(screen.getByText('Clerk')).toBeTruthy();
  expect(screen.getByText('Boss')).toBeTruthy();
  expect(lastInput(session, 'history.changes')).toEqual({ operationId: 12, limit: 50 });
});

test('what is shown is exported as a file', async () => {
  const session = fakeSession({
    'history.operations': () => ({ operations: [], nextCursor: null }),
    'exchange.exportHistory': () => ({
      file: StagedFileId.parse('01a1f82f-1e80-7efb-9d49-22f41c700550'),
      fileName: 'history.csv',
      rows: 3,
      cutCells: 0,
    }),
  });
  show(session, { object: 'person' });

  await userEvent.setup().click(await screen.findByRole('button', { name: 'Export' }));

  await waitFor(() =>
    expect(lastInput(session, 'exchange.exportHistory')).toEqual({ filter: { object: 'person' }, format: 'csv' }),
  );
});
