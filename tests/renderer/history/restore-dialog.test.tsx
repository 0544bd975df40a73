import { msg } from '@lingui/core/macro';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OperationId, RecordId } from '@shared/domain/ids';
import { toMessage } from '@shared/messages/message';
import { RestoreRequests } from '@renderer/features/restore/restore-requests';
import { useRestoreRequest } from '@renderer/stores/restore-request.store';
import { useToasts } from '@renderer/stores/toasts.store';
import { fakeSession } from '../fake-session';
import { lastInput, workspaceWrapper } from '../record-page/fake-workspace';

beforeEach(() => {
  useToasts.setState({ toasts: [] });
  useRestoreRequest.getState().close();
});
afterEach(cleanup);

const PERSON = RecordId.parse('01a1f82f-1e80-7efb-9d49-22f41c700550');

test('what would change is shown before anything does, and what stays is named with the reason', async () => {
  const left = {
    id: PERSON,
    title: 'Ann Lee',
    field: 'company',
    label: 'Company',
    reason: toMessage(msg`There is no such record.`),
  };
  const session = fakeSession({
    'history.previewRestore': () => ({
      total: 1,
      examined: 1,
      records: [
        {
          id: PERSON,
          title: 'Ann Lee',
          comesBack: true,
          changes: [{ field: 'jobTitle', label: 'Job title', before: 'Boss', after: 'Clerk' }],
        },
      ],
      skippedCount: 1,
      skipped: [left],
    }),
    'history.restoreTo': () => ({
      operationId: OperationId.parse(3),
      count: 1,
      skippedCount: 1,
      skipped: [left],
    }),
  });
  render(<RestoreRequests hrefOfRecord={() => '#'} />, { wrapper: workspaceWrapper(session) });

  act(() => useRestoreRequest.getState().ask({ object: 'person', selection: { ids: [PERSON] }, count: 1, atMs: 1000 }));
  const action = await screen.findByRole('button', { name: 'Bring back' });
  await screen.findByText('Clerk');
  await screen.findByText('Returns from the trash.');
  const hasAsked = session.calls.some(({ path }) => path === 'history.restoreTo');
  const note = screen.getByText(/There is no such record/).textContent;
  await userEvent.setup().click(action);

  expect(hasAsked).toBe(false);
  expect(note).toContain('Company');
  await waitFor(() =>
    expect(lastInput(session, 'history.restoreTo')).toEqual({
      object: 'person',
      selection: { ids: [PERSON] },
      atMs: 1000,
    }),
  );
  expect(await screen.findByRole('button', { name: 'Done' })).toBeTruthy();
});
