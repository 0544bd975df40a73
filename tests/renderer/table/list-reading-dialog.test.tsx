import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { JobId } from '@shared/domain/ids';
import type { ListReading } from '@shared/contract/records.contract';
import { ListReadingDialog } from '@renderer/features/table/list-reading-dialog';
import { fakeSession } from '../fake-session';
import { lastInput, workspaceWrapper } from '../record-page/fake-workspace';

afterEach(cleanup);

const index = { object: 'company', sort: [{ field: 'name', direction: 'asc' as const, nulls: 'last' as const }] };

const show = (reading: Partial<ListReading>) => {
  const session = fakeSession({
    'records.explainList': () => ({
      records: 1200,
      way: 'each',
      looked: { count: 1200, kind: 'exactly' },
      order: 'sorted',
      total: 'counted',
      limits: [],
      hasRelatedLists: false,
      plan: [{ depth: 0, detail: 'SCAN t' }],
      index,
      ...reading,
    }),
    'schema.makeIndex': () => ({ job: JobId.parse(1) }),
  });
  render(<ListReadingDialog set={{ object: 'company' }} sort={index.sort} onClose={() => undefined} />, {
    wrapper: workspaceWrapper(session),
  });
  return { session, user: userEvent.setup() };
};

test('a list that is looked through says so, and its index can be made', async () => {
  const { session, user } = show({});

  expect(await screen.findByText(/Every record is looked at/)).toBeTruthy();
  expect(screen.getByText(/1,200 records are looked at/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Make the index' }));

  await waitFor(() => expect(lastInput(session, 'schema.makeIndex')).toEqual(index));
});

test('what a role keeps from somebody is said, and what is not known', async () => {
  show({ limits: ['records', 'fields'], looked: null, plan: [], index: null });

  expect(await screen.findByText(/some of the records/)).toBeTruthy();
  expect(screen.getByText(/not known/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Make the index' })).toBeNull();
  expect(screen.queryByText('What the database did')).toBeNull();
});
