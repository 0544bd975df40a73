import { cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useEngineQuery } from '@renderer/rpc/use-engine-query';
import { fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

test('a change during the first fetch of a query is not lost', async () => {
  const answers: (() => void)[] = [];
  const session = fakeSession({
    'history.state': () => new Promise((resolve) => answers.push(() => resolve({ undo: null, redo: null }))),
  });
  const { result } = renderHook(() => useEngineQuery('history.state', {}), { wrapper: wrapperFor({ session }) });
  await waitFor(() => expect(answers).toHaveLength(1));

  session.publish({ seq: 1, topics: ['history'], records: [] });
  await new Promise((resolve) => setTimeout(resolve, 20));
  answers[0]?.();

  await waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.();
  await waitFor(() => expect(result.current.isFetching).toBe(false));
});
