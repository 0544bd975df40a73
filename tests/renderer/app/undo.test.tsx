import { msg } from '@lingui/core/macro';
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Operation } from '@shared/contract/history.contract';
import { OperationId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { useToasts } from '@renderer/stores/toasts.store';
import { useUndo } from '@renderer/stores/undo';
import { fakeSession, wrapperFor, type FakeAnswers } from '../fake-session';

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const operation: Operation = {
  id: OperationId.parse(4),
  verb: 'delete',
  object: 'person',
  subject: null,
  count: 3,
  atMs: 0,
  actor: { kind: 'person', name: 'Ines' },
  isUndone: true,
};

const setUp = (answers: FakeAnswers) => {
  const session = fakeSession(answers);
  const { result } = renderHook(() => useUndo(), { wrapper: wrapperFor({ session }) });
  return { session, result };
};
const texts = () => useToasts.getState().toasts.map(({ text }) => text);

test('the offer to undo goes away once the action is undone by any way', async () => {
  const { session, result } = setUp({
    'history.undo': () => ({ operation, count: 3, nothingDone: null, skipped: [], skippedCount: 0 }),
  });
  act(() => result.current.offerUndo('3 people deleted', operation.id));
  expect(useToasts.getState().toasts[0]?.action?.label).toBe('Undo');

  await act(() => result.current.undo());

  expect(texts()).toEqual(['Undone']);
  expect(session.calls).toEqual([{ path: 'history.undo', input: {} }]);
});

test('what was changed later and left alone is said', async () => {
  const { result } = setUp({
    'history.undo': () => ({ operation, count: 1, nothingDone: null, skipped: [], skippedCount: 2 }),
  });

  await act(() => result.current.undo(operation.id));

  expect(texts()).toEqual(['Undone. 2 values were changed later and were left alone.']);
});

test.each([
  ['changedSince', 'Nothing was undone: all of it was changed later.'],
  ['gone', 'Nothing was undone: a part of it was deleted for good.'],
  ['alreadySo', 'Nothing was undone: everything is as it was before.'],
] as const)('an undo that could take nothing back (%s) says so, and offers no redo', async (nothingDone, text) => {
  const { result } = setUp({
    'history.undo': () => ({ operation, count: 0, nothingDone, skipped: [], skippedCount: 1 }),
  });

  await act(() => result.current.undo(operation.id));

  expect(useToasts.getState().toasts).toMatchObject([{ text }]);
  expect(useToasts.getState().toasts[0]?.action).toBeUndefined();
});

test('nothing to undo and a failure are said, not thrown', async () => {
  let isFirst = true;
  const { result } = setUp({
    'history.undo': () => {
      if (!isFirst) throw new AppError('storage_failed', msg`The disk is full`);
      isFirst = false;
      return { operation: null, count: 0, nothingDone: null, skipped: [], skippedCount: 0 };
    },
  });

  await act(() => result.current.undo());
  await act(() => result.current.undo());

  expect(texts()).toEqual(['Nothing to undo', 'The disk is full']);
  expect(useToasts.getState().toasts[1]?.tone).toBe('error');
});

test('a new action takes away the offer to redo an older one', async () => {
  const { result } = setUp({
    'history.undo': () => ({ operation, count: 3, nothingDone: null, skipped: [], skippedCount: 0 }),
  });
  await act(() => result.current.undo());

  act(() => result.current.offerUndo('Person created', OperationId.parse(5)));

  expect(texts()).toEqual(['Person created']);
});
