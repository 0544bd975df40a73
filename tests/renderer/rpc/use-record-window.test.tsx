import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Row } from '@shared/domain/values';
import { useRecordWindow, type WindowSet } from '@renderer/rpc/use-record-window';
import { fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

const TOTAL = 1_000_000;
const rowAt = (index: number): Row => ({ id: fakeId(index), name: `Person ${index}` });

test('the rows around any position are fetched in blocks', async () => {
  const session = fakeSession({
    'records.window': ({ offset, limit }) => ({
      rows: Array.from({ length: limit }, (_, i) => rowAt(offset + i)),
      total: TOTAL,
      offset,
    }),
  });
  const set: WindowSet = { object: 'person' };
  const { result } = renderHook(() => useRecordWindow(set), { wrapper: wrapperFor({ session }) });
  await waitFor(() => expect(result.current.total).toBe(TOTAL));
  expect(result.current.getRow(3)?.['name']).toBe('Person 3');
  expect(result.current.getRow(900_000)).toBeUndefined();

  act(() => result.current.setVisible(900_010, 900_040));

  await waitFor(() => expect(result.current.getRow(900_020)?.['name']).toBe('Person 900020'));
  const offsets = session.calls.map(({ input }) => (input as { offset: number }).offset);
  expect(offsets).toEqual([0, 899_900, 900_000]);
});

test('while another order loads, the rows of the last one stay', async () => {
  let release: () => void = () => {};
  const session = fakeSession({
    'records.window': ({ offset, sort }) => {
      const result = { rows: [{ id: fakeId(sort ? 2 : 1), name: sort ? 'Zoe' : 'Ada' }], total: 1, offset };
      return sort ? new Promise((resolve) => (release = () => resolve(result))) : result;
    },
  });
  const first: WindowSet = { object: 'person' };
  const sorted: WindowSet = { object: 'person', sort: [{ field: 'name', direction: 'desc', nulls: 'last' }] };
  const { result, rerender } = renderHook(({ set }) => useRecordWindow(set), {
    wrapper: wrapperFor({ session }),
    initialProps: { set: first },
  });
  await waitFor(() => expect(result.current.getRow(0)?.['name']).toBe('Ada'));

  rerender({ set: sorted });

  expect(result.current.getRow(0)?.['name']).toBe('Ada');
  expect(result.current.isPrevious).toBe(true);
  await waitFor(() => expect(session.calls).toHaveLength(2));
  release();
  await waitFor(() => expect(result.current.getRow(0)?.['name']).toBe('Zoe'));
  expect(result.current.isPrevious).toBe(false);
});

test('a change that the list can show is fetched again by itself', async () => {
  let name = 'Ada';
  const session = fakeSession({
    'records.window': ({ offset }) => ({ rows: [{ id: fakeId(1), name }], total: 1, offset }),
  });
  const set: WindowSet = { object: 'person', fields: ['name'] };
  const { result } = renderHook(() => useRecordWindow(set), { wrapper: wrapperFor({ session }) });
  await waitFor(() => expect(result.current.getRow(0)?.['name']).toBe('Ada'));

  name = 'Grace';
  session.publish({
    seq: 1,
    topics: ['records'],
    records: [{ object: 'person', hasMembershipChange: false, fields: ['name'], ids: [fakeId(1)] }],
  });

  await waitFor(() => expect(result.current.getRow(0)?.['name']).toBe('Grace'));
});

test('rows are shown before their list is counted, with room for as many as there may be', async () => {
  let answer: (counted: { total: number }) => void = () => {};
  const session = fakeSession({
    'records.window': ({ offset }) => ({ rows: [rowAt(offset)], total: { estimate: 40_000 }, offset }),
    'records.count': () => new Promise((resolve) => (answer = resolve)),
  });
  const set: WindowSet = {
    object: 'person',
    fields: ['name'],
    filter: { field: 'name', op: 'contains', value: 'ann' },
  };
  const { result } = renderHook(() => useRecordWindow(set), { wrapper: wrapperFor({ session }) });
  await waitFor(() => expect(result.current.getRow(0)?.['name']).toBe('Person 0'));
  expect(result.current).toMatchObject({ total: undefined, rowCount: 40_000 });
  await waitFor(() => expect(session.calls).toHaveLength(2));

  act(() => answer({ total: 41_826 }));

  await waitFor(() => expect(result.current).toMatchObject({ total: 41_826, rowCount: 41_826 }));
  expect(session.calls.at(-1)?.input).toEqual({ object: 'person', filter: set.filter });
});
