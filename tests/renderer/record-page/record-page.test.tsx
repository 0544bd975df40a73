import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecordPage, type RecordPageProps } from '@renderer/features/record-page/record-page';
import type { OwnAccess } from '@shared/contract/members.contract';
import { AppError } from '@shared/errors/app-error';
import { useToasts } from '@renderer/stores/toasts.store';
import { fakeId } from '../fake-objects';
import type { FakeAnswers } from '../fake-session';
import { COMPANY_ID, fakeCompany, lastInput, NOW_MS, OBJECTS, workspaceWrapper } from './fake-workspace';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS, shouldAdvanceTime: true });
  localStorage.clear();
  useToasts.setState({ toasts: [] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const openPage = async (more: FakeAnswers = {}, access: OwnAccess | null = null) => {
  const session = fakeCompany(more);
  const onOpenRecord = vi.fn<RecordPageProps['onOpenRecord']>();
  const onOpenList = vi.fn<RecordPageProps['onOpenList']>();
  render(<RecordPage object="company" id={COMPANY_ID} onOpenRecord={onOpenRecord} onOpenList={onOpenList} />, {
    wrapper: workspaceWrapper(session, OBJECTS, access),
  });
  await screen.findByRole('heading', { level: 1, name: 'Fjordgate Logistics' });
  return { session, onOpenRecord, onOpenList, user: userEvent.setup({ advanceTimers: vi.advanceTimersByTime }) };
};

test('shows the fields, who belongs to it, and what happened', async () => {
  await openPage();

  expect(await screen.findByText('3 of 214')).toBeTruthy();
  expect(screen.getByRole('button', { name: /Industry Logistics/ })).toBeTruthy();
  expect(await screen.findByRole('button', { name: /Maren Haugen/ })).toBeTruthy();
  expect(await screen.findByText('Site walk')).toBeTruthy();
  expect(screen.getByText('Coming up')).toBeTruthy();
  expect(screen.getByText('Freight')).toBeTruthy();
  expect(screen.getByText(/and 1 more field/)).toBeTruthy();
});

test('notes and tasks are asked for by the record that they are about', async () => {
  const { session } = await openPage();

  const asked = session.calls.filter(({ path }) => path === 'records.query').map(({ input }) => input);
  expect(asked).toContainEqual(
    expect.objectContaining({
      object: 'note',
      filter: { field: 'target', op: 'is', value: { object: 'company', id: COMPANY_ID } },
    }),
  );
});

test('a field is edited in its place', async () => {
  const { session, user } = await openPage();

  await user.click(screen.getByRole('button', { name: /Industry Logistics/ }));
  await user.keyboard('Shipping{Enter}');

  await waitFor(() =>
    expect(lastInput(session, 'records.update')).toEqual({
      object: 'company',
      id: COMPANY_ID,
      values: { industry: 'Shipping' },
    }),
  );
});

test('Ctrl+Enter saves a note; until then it is a draft that survives', async () => {
  const { session, user } = await openPage();

  await user.type(screen.getByRole('textbox', { name: 'Note' }), 'Wants a pilot.');
  expect(screen.getByText('Draft saved on this device')).toBeTruthy();
  expect(localStorage.getItem(`outpost.draft.note.${COMPANY_ID}.body`)).toBe('Wants a pilot.');
  await user.keyboard('{Control>}{Enter}{/Control}');

  await waitFor(() =>
    expect(lastInput(session, 'records.create')).toEqual({
      object: 'note',
      values: { title: 'Wants a pilot.', body: 'Wants a pilot.', target: { object: 'company', id: COMPANY_ID } },
    }),
  );
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Note' })).toHaveProperty('value', ''));
  expect(Object.keys(localStorage).filter((key) => key.startsWith('outpost.draft'))).toEqual([]);
});

test('a note that cannot be saved stays and says why', async () => {
  const { user } = await openPage({
    'records.create': () => {
      throw new AppError('storage_failed', msg`The disk is full`);
    },
  });

  await user.type(screen.getByRole('textbox', { name: 'Note' }), 'Hello');
  await user.click(screen.getByRole('button', { name: /Save note/ }));

  expect(await screen.findByText('The disk is full')).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'Note' })).toHaveProperty('value', 'Hello');
});

test('a task is added with a day in words and completed by its box', async () => {
  const { session, user } = await openPage();

  await user.click(screen.getByRole('tab', { name: /Tasks/ }));
  await user.type(await screen.findByRole('textbox', { name: 'Task' }), 'Send the plan');
  await user.type(screen.getByRole('textbox', { name: 'DueDate' }), 'tomorrow{Enter}');
  await waitFor(() =>
    expect(lastInput(session, 'records.create')).toEqual({
      object: 'task',
      values: {
        title: 'Send the plan',
        target: { object: 'company', id: COMPANY_ID },
        dueDate: '2026-11-21',
      },
    }),
  );
  await user.click(screen.getByRole('checkbox', { name: 'Done: Send order form' }));

  await waitFor(() =>
    expect(lastInput(session, 'records.update')).toEqual({
      object: 'task',
      id: fakeId(30),
      values: { status: 'done' },
    }),
  );
});

test('history shows every field of a change and takes it back', async () => {
  const { session, user } = await openPage();

  await user.click(screen.getByRole('tab', { name: 'History' }));
  const changes = await screen.findByText('changed 2 fields');
  expect(screen.getByText('Fjordgate')).toBeTruthy();
  const line = changes.closest('li');
  if (!line) throw new Error('The change has no line');
  await user.click(within(line).getByRole('button', { name: 'Undo' }));

  expect(lastInput(session, 'history.undo')).toEqual({ operationId: 7 });
});

test('J opens the next record of the list', async () => {
  const { session, onOpenRecord, user } = await openPage();
  await screen.findByText('3 of 214');

  await user.keyboard('j');

  await waitFor(() => expect(onOpenRecord).toHaveBeenCalledExactlyOnceWith('company', fakeId(5)));
  expect(lastInput(session, 'records.window')).toMatchObject({ offset: 3, limit: 1 });
});

test('deleting opens the list and offers to undo', async () => {
  const { onOpenList, user } = await openPage();

  await user.click(screen.getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete company' }));

  await waitFor(() => expect(onOpenList).toHaveBeenCalledExactlyOnceWith('company'));
  expect(useToasts.getState().toasts[0]).toMatchObject({
    text: 'Fjordgate Logistics deleted',
    action: { label: 'Undo' },
  });
});

test('a person is linked from the company', async () => {
  const { session, user } = await openPage();

  await user.click(await screen.findByRole('button', { name: 'Add to People' }));
  await user.click(await screen.findByRole('option', { name: /Erik Tangen/ }));

  await waitFor(() =>
    expect(lastInput(session, 'records.update')).toEqual({
      object: 'person',
      id: fakeId(41),
      values: { company: COMPANY_ID },
    }),
  );
});

test('a record that is gone says so and leads to its list', async () => {
  const session = fakeCompany({
    'records.get': () => {
      throw new AppError('not_found', msg`This record does not exist`);
    },
  });
  const onOpenList = vi.fn<RecordPageProps['onOpenList']>();
  render(<RecordPage object="company" id={COMPANY_ID} onOpenRecord={() => {}} onOpenList={onOpenList} />, {
    wrapper: workspaceWrapper(session),
  });

  await screen.findByText('No such record');
  await userEvent
    .setup({ advanceTimers: vi.advanceTimersByTime })
    .click(screen.getByRole('button', { name: 'Show Companies' }));

  expect(onOpenList).toHaveBeenCalledExactlyOnceWith('company');
});

test('a note is edited in its place, also down to its title alone', async () => {
  const { session, user } = await openPage();

  await user.click(await screen.findByRole('button', { name: 'Note actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
  const body = screen.getByDisplayValue('Good coverage on the ground floor.');
  await user.clear(body);
  await user.keyboard('{Control>}{Enter}{/Control}');

  await waitFor(() =>
    expect(lastInput(session, 'records.update')).toEqual({
      object: 'note',
      id: fakeId(20),
      values: { title: 'Site walk', body: '' },
    }),
  );
});

test('who may only see is not asked to write, delete or restore', async () => {
  const see = { rights: ['see' as const], readOnly: [] };
  const { user } = await openPage({}, { settings: [], objects: { company: see, person: see, note: see, task: see } });
  await screen.findByText('Site walk');

  for (const name of ['Note', 'Task', 'Note actions']) expect(screen.queryByRole('button', { name })).toBeNull();
  expect(screen.queryByRole('tablist', { name: 'What to write' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'More actions' }));
  expect(await screen.findByRole('menuitem', { name: 'Copy link' })).toBeTruthy();
  expect(screen.queryByRole('menuitem', { name: /Delete/ })).toBeNull();
});
