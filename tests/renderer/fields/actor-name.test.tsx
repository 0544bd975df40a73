import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useActorName } from '@renderer/fields/actor-name';
import { FAKE_MEMBERS, fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

test('"You" is whoever looks, not whoever did it without a name', () => {
  const [me, other] = FAKE_MEMBERS;
  const { result } = renderHook(() => useActorName(), { wrapper: wrapperFor({ session: fakeSession({}) }) });

  expect(result.current({ kind: 'person', name: 'Ines', id: me?.id })).toBe('Ines');
  expect(result.current({ kind: 'person', name: '', id: other?.id })).toBe(other?.name);
  expect(result.current({ kind: 'person', name: '', id: fakeId(99) })).toBe('Someone');
  expect(result.current({ kind: 'sync', name: '' })).toBe('Someone');
});
