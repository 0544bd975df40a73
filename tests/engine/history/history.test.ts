import { expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import { listOperations, recordHistory } from '@main/engine/records/history/history.service';
import { undoOperation } from '@main/engine/records/undo/undo.service';
import { writeFixture } from '../../helpers/write-fixture';

test('history says of each change who, when, which field, from what and to what', () => {
  const fixture = writeFixture();
  const company = fixture.create('company', { name: 'Acme' });
  const id = fixture.create('person', { name: { first: 'Ann', last: 'Lee' }, company, tags: ['a'] });
  fixture.advance(1000);
  fixture.update('person', id, { name: { first: 'Ann', last: 'Berg' }, tags: ['a', 'b'], company: null });
  fixture.remove('person', id);
  fixture.restore('person', id);

  const { entries, nextCursor } = recordHistory(fixture.deps, fixture.db, { object: 'person', id, limit: 50 });

  expect(nextCursor).toBeNull();
  expect(entries.map(({ kind }) => kind)).toEqual(['restore', 'delete', 'update', 'create']);
  expect(entries[2]).toMatchObject({
    atMs: Date.UTC(2026, 0, 1) + 1000,
    actor: fixture.actor,
    object: 'person',
    recordId: id,
    changes: [
      { field: 'name', label: 'name', before: { first: 'Ann', last: 'Lee' }, after: { first: 'Ann', last: 'Berg' } },
      { field: 'company', before: { id: company, title: 'Acme' }, after: null },
      { field: 'tags', before: ['a'], after: ['a', 'b'] },
    ],
  });
  expect(entries[3]?.changes).toMatchObject([
    { field: 'name', before: null, after: { first: 'Ann', last: 'Lee' } },
    { field: 'company', before: null, after: { id: company, title: 'Acme' } },
    { field: 'tags', before: null, after: ['a'] },
  ]);
});

test('history and actions page by cursors that survive new entries', async () => {
  const fixture = writeFixture();
  const id = fixture.create('person', { score: 0 });
  for (let score = 1; score < 5; score += 1) fixture.update('person', id, { score });
  const of = { object: 'person', id, limit: 2 };

  const first = recordHistory(fixture.deps, fixture.db, of);
  fixture.update('person', id, { score: 9 });
  const second = recordHistory(fixture.deps, fixture.db, { ...of, cursor: first.nextCursor ?? '' });
  const third = recordHistory(fixture.deps, fixture.db, { ...of, cursor: second.nextCursor ?? '' });

  expect([first, second, third].flatMap(({ entries }) => entries.map(({ changes }) => changes[0]?.after))).toEqual([
    4, 3, 2, 1, 0,
  ]);
  expect(third.nextCursor).toBeNull();
  await undoOperation(fixture.deps, { actor: fixture.actor });
  const newest = listOperations(fixture.deps, fixture.db, { limit: 2 });
  expect(newest.operations).toMatchObject([{ verb: 'undo' }, { verb: 'update', isUndone: true }]);
  const older = listOperations(fixture.deps, fixture.db, { limit: 100, cursor: newest.nextCursor ?? '' });
  expect(older.operations).toHaveLength(5);
});

test('a foreign cursor is refused and an unknown record is not found', () => {
  const fixture = writeFixture();
  const id = fixture.create('person', { score: 0 });
  const read = (input: { readonly id: RecordId; readonly cursor?: string }) =>
    recordHistory(fixture.deps, fixture.db, { object: 'person', limit: 2, ...input });

  expect(() => read({ id, cursor: "1' OR 1" })).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  expect(() => read({ id: RecordId.parse('00000000-0000-7000-8000-000000000000') })).toThrow(
    expect.objectContaining({ code: 'not_found' }),
  );
});

test('the statements of a page do not grow with the links in it', () => {
  const fixture = writeFixture();
  const id = fixture.create('person', { score: 0 });
  const read = () => {
    const before = fixture.db.statementCount();
    recordHistory(fixture.deps, fixture.db, { object: 'person', id, limit: 100 });
    return fixture.db.statementCount() - before;
  };
  fixture.update('person', id, { company: fixture.create('company', { name: 'C' }) });
  const few = read();
  for (let i = 0; i < 20; i += 1)
    fixture.update('person', id, { company: fixture.create('company', { name: `C${i}` }) });

  expect(read()).toBe(few);
});
