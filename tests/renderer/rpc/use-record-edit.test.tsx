import { msg } from '@lingui/core/macro';
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { OperationId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { createQueryClient } from '@renderer/rpc/engine-context';
import { useEngineQuery } from '@renderer/rpc/use-engine-query';
import { useRecordEdit } from '@renderer/rpc/use-record-edit';
import { fakeId } from '../fake-objects';
import { fakeSession, wrapperFor, type FakeAnswers } from '../fake-session';

afterEach(cleanup);

const setUp = (update: NonNullable<FakeAnswers['records.update']>) => {
  const session = fakeSession({
    'records.get': ({ id }) => ({ id, name: 'Ada', city: 'London' }),
    'records.window': () => ({ rows: [{ id: fakeId(1), name: 'Ada' }], total: 1, offset: 0 }),
    'records.update': update,
  });
  const { result } = renderHook(
    () => ({
      row: useEngineQuery('records.get', { object: 'person', id: fakeId(1) }).data,
      list: useEngineQuery('records.window', { object: 'person', offset: 0, limit: 100 }).data,
      edit: useRecordEdit('person'),
    }),
    { wrapper: wrapperFor({ session, queries: createQueryClient() }) },
  );
  return { session, result };
};

test('an edit shows in every cached list before the engine answers', async () => {
  let answer: () => void = () => {};
  const { session, result } = setUp(
    ({ id }) =>
      new Promise((resolve) => {
        answer = () => resolve({ row: { id, name: 'Grace' }, operationId: OperationId.parse(7) });
      }),
  );
  await waitFor(() => expect(result.current.row).toBeDefined());
  await waitFor(() => expect(result.current.list).toBeDefined());

  const done = result.current.edit([{ id: fakeId(1), values: { name: 'Grace' } }]);

  await waitFor(() => expect(result.current.row).toMatchObject({ name: 'Grace', city: 'London' }));
  expect(result.current.list?.rows[0]).toMatchObject({ name: 'Grace' });
  answer();
  expect(await done).toBe(7);
  expect(session.calls.at(-1)).toEqual({
    path: 'records.update',
    input: { object: 'person', id: fakeId(1), values: { name: 'Grace' } },
  });
});

test('a refused edit goes back to what was there and says why', async () => {
  const { result } = setUp(() => Promise.reject(new AppError('invalid_input', msg`A name is needed`)));
  await waitFor(() => expect(result.current.row).toBeDefined());
  await waitFor(() => expect(result.current.list).toBeDefined());

  const done = result.current.edit([{ id: fakeId(1), values: { name: null } }]);

  await expect(done).rejects.toMatchObject({ code: 'invalid_input' });
  await waitFor(() => expect(result.current.row).toMatchObject({ name: 'Ada' }));
  expect(result.current.list?.rows[0]).toMatchObject({ name: 'Ada' });
});
