import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeptIndex } from '@shared/contract/schema.contract';
import { AppError } from '@shared/errors/app-error';
import { IndexList } from '@renderer/features/settings/index-list';
import { useToasts } from '@renderer/stores/toasts.store';
import { msg } from '@lingui/core/macro';
import { FAKE_COMPANY, FAKE_PERSON } from '../fake-objects';
import { fakeSession, type FakeAnswers } from '../fake-session';
import { lastInput, workspaceWrapper } from '../record-page/fake-workspace';

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const index = (name: string, field: string, views: string[], object = 'company'): KeptIndex => ({
  name,
  object,
  sort: [{ field, direction: 'asc' }],
  filteredBy: [],
  records: 1200,
  views,
  usedAtMs: Date.UTC(2026, 10, 20),
});

const show = (more: FakeAnswers = {}) => {
  const session = fakeSession({
    'schema.indexes': () => [
      index('a', 'name', ['Mine']),
      index('b', 'industry.x', []),
      index('c', 'name', [], 'person'),
    ],
    'schema.removeIndex': () => ({}),
    ...more,
  });
  render(<IndexList object={FAKE_COMPANY} />, { wrapper: workspaceWrapper(session, [FAKE_PERSON, FAKE_COMPANY]) });
  return { session, user: userEvent.setup() };
};

test('says what each index of the object serves, and offers to remove what no view needs', async () => {
  const { session, user } = show();

  expect(await screen.findAllByRole('listitem')).toHaveLength(2);
  expect(screen.getByText('Mine')).toBeTruthy();
  const [remove, ...others] = screen.getAllByRole('button', { name: /^Remove the index/ });
  if (remove) await user.click(remove);

  expect(others).toEqual([]);
  await waitFor(() => expect(lastInput(session, 'schema.removeIndex')).toEqual({ name: 'b' }));
});

test('a removal that is refused is told', async () => {
  const { user } = show({
    'schema.removeIndex': () => {
      throw new AppError('conflict', msg`Saved views are read with this index.`);
    },
  });

  await user.click(await screen.findByRole('button', { name: /^Remove the index/ }));

  await waitFor(() => expect(useToasts.getState().toasts).toHaveLength(1));
});

test('an object without indexes says when one is made', async () => {
  show({ 'schema.indexes': () => [] });

  expect(await screen.findByText('No indexes yet')).toBeTruthy();
});
