import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordId } from '@shared/domain/ids';
import { listOperations } from '@main/engine/records/history/history.service';
import { undoState } from '@main/engine/records/undo/operations';
import { redoOperation, undoOperation } from '@main/engine/records/undo/undo.service';
import { writeFixture } from '../../helpers/write-fixture';

const undoFixture = () => {
  const fixture = writeFixture();
  const { deps, actor } = fixture;
  return {
    ...fixture,
    undo: (operationId?: Parameters<typeof undoOperation>[1]['operationId']) =>
      undoOperation(deps, { operationId, actor }),
    redo: () => redoOperation(deps, { actor }),
    /** Values and lives, without the times that an undo moves on. */
    values: (): unknown => {
      const { objects, ...rest } = fixture.tables() as { readonly objects: readonly Record<string, unknown>[][] };
      const timeless = objects.map((rows) =>
        rows.map(({ updated_at: _at, updated_by: _by, deleted_at: deletedAt, ...row }) => ({
          ...row,
          isDeleted: deletedAt !== null,
        })),
      );
      return { ...rest, timeless };
    },
    /** What a person sees outside the trash. */
    visible: (): unknown => {
      const { objects, values, searched } = fixture.tables() as Record<
        'objects' | 'values' | 'searched',
        Record<string, unknown>[][]
      >;
      const live = objects.map((rows) =>
        rows.filter((row) => row['deleted_at'] === null).map(({ updated_at: _at, updated_by: _by, ...row }) => row),
      );
      return { live, values, searched };
    },
  };
};

test('an undone edit has its old values again, in the row, in search and in the normalised values', async () => {
  const fixture = undoFixture();
  const id = fixture.create('person', { name: 'Ann Lee', emails: ['a@b.c'], tags: ['a'] });
  const before = fixture.values();
  const { operationId } = fixture.update('person', id, {
    name: 'Bea Lee',
    emails: ['x@y.z', 'a@b.c'],
    tags: null,
    score: 3,
  });
  const after = fixture.values();

  const undone = await fixture.undo();

  expect(undone).toMatchObject({
    operation: { id: operationId, verb: 'update', isUndone: true },
    count: 1,
    skippedCount: 0,
  });
  expect(fixture.values()).toEqual(before);
  expect(await fixture.redo()).toMatchObject({ operation: { id: operationId, isUndone: false }, count: 1 });
  expect(fixture.values()).toEqual(after);
});

test('an undo that could take nothing back says why, leaves the action standing, and can be tried again', async () => {
  const fixture = undoFixture();
  const id = fixture.create('person', { name: 'Ann Lee', score: 1 });
  const { operationId: first } = fixture.update('person', id, { score: 2 });
  const { operationId: second } = fixture.update('person', id, { score: 3 });

  const tooEarly = await fixture.undo(first ?? undefined);
  await fixture.undo(second ?? undefined);
  const then = await fixture.undo(first ?? undefined);

  expect(tooEarly).toMatchObject({ operation: { isUndone: false }, count: 0, nothingDone: 'changedSince' });
  expect(then).toMatchObject({ operation: { isUndone: true }, count: 1, nothingDone: null });
});

test('an undone create is in the trash, an undone delete is back with its links', async () => {
  const fixture = undoFixture();
  const company = fixture.create('company', { name: 'Acme' });
  const person = fixture.create('person', { name: 'Ann', company });
  fixture.create('deal', { name: 'Big', company });
  const before = fixture.values();
  fixture.remove('company', company);
  const after = fixture.values();

  await fixture.undo();

  expect(fixture.values()).toEqual(before);
  expect(fixture.row('person', person)['f_company']).toBe(company);
  await fixture.redo();
  expect(fixture.values()).toEqual(after);
  await fixture.undo();
  await fixture.undo();
  await fixture.undo();
  expect(fixture.row('person', person)['deleted_at']).not.toBeNull();
});

test('undo goes back step by step and redo forward again; something new ends redo', async () => {
  const fixture = undoFixture();
  const states = [fixture.values()];
  const id = fixture.create('person', { score: 0 });
  states.push(fixture.values());
  for (let score = 1; score <= 4; score += 1) {
    fixture.update('person', id, { score });
    states.push(fixture.values());
  }

  for (let i = 4; i >= 1; i -= 1) {
    expect(await fixture.undo()).toMatchObject({ count: 1, skippedCount: 0 });
    expect(fixture.values()).toEqual(states[i]);
  }
  for (let i = 2; i <= 5; i += 1) {
    expect(await fixture.redo()).toMatchObject({ count: 1, skippedCount: 0 });
    expect(fixture.values()).toEqual(states[i]);
  }
  expect(await fixture.redo()).toEqual({ operation: null, count: 0, nothingDone: null, skipped: [], skippedCount: 0 });
  await fixture.undo();
  fixture.update('person', id, { score: 9 });
  expect(undoState(fixture.deps, fixture.db).redo).toBeNull();
  await fixture.undo();
  expect(fixture.row('person', id)['f_score']).toBe(3);
});

test('what somebody changed later is left alone and named', async () => {
  const fixture = undoFixture();
  const id = fixture.create('person', { name: 'Ann Lee', score: 1, jobTitle: 'CTO' });
  const { operationId } = fixture.update('person', id, { name: 'Ann Berg', score: 2, jobTitle: 'CEO' });
  fixture.update('person', id, { score: 3 });

  const undone = await fixture.undo(operationId ?? undefined);

  expect(fixture.row('person', id)).toMatchObject({ f_name__last: 'Lee', f_score: 3, f_jobTitle: 'CTO' });
  expect(undone).toMatchObject({ count: 1, skippedCount: 1, skipped: [{ object: 'person', id, field: 'score' }] });
});

test('elements that came to a list later stay when the list is undone', async () => {
  const fixture = undoFixture();
  const id = fixture.create('person', { tags: ['a'] });
  const { operationId } = fixture.update('person', id, { tags: ['a', 'b'] });
  fixture.update('person', id, { tags: ['a', 'b', 'c'] });

  await fixture.undo(operationId ?? undefined);

  expect(fixture.row('person', id)['f_tags']).toBe('["a","c"]');
});

test('a made record that somebody worked on or linked to since is not taken away', async () => {
  const fixture = undoFixture();
  const { operationId } = fixture.write(
    { kind: 'create', object: 'company', values: { name: 'Edited' } },
    { kind: 'create', object: 'company', values: { name: 'Linked' } },
    { kind: 'create', object: 'company', values: { name: 'Untouched' } },
  );
  const [edited, linked, untouched] = fixture.db.pluck<RecordId>('SELECT id FROM rec ORDER BY rid');
  if (!edited || !linked || !untouched) throw new Error('Not made');
  fixture.update('company', edited, { name: 'Edited!' });
  fixture.create('person', { company: linked });

  const undone = await fixture.undo(operationId ?? undefined);

  expect(undone).toMatchObject({ count: 1, skippedCount: 2 });
  expect(fixture.db.pluck('SELECT id FROM rec WHERE alive = 0')).toEqual([untouched]);
});

test('an edit that was undone does not keep a made record from being undone', async () => {
  const fixture = undoFixture();
  const id = fixture.create('person', { score: 1 });
  fixture.update('person', id, { score: 2, tags: ['a'] });

  await fixture.undo();
  await fixture.undo();

  expect(fixture.row('person', id)['deleted_at']).not.toBeNull();
});

test('undo does not give a unique value to two records', async () => {
  const fixture = undoFixture();
  const first = fixture.create('company', { name: 'Acme', taxId: '1' });
  const edit = fixture.update('company', first, { taxId: '2' });
  const second = fixture.create('company', { name: 'Beta', taxId: '1' });
  const removal = fixture.remove('company', second);
  fixture.update('company', first, { taxId: '1' });

  expect(await fixture.undo(removal.operationId ?? undefined)).toMatchObject({
    count: 0,
    skipped: [{ id: second, field: null }],
  });
  expect(await fixture.undo(edit.operationId ?? undefined)).toMatchObject({
    count: 0,
    skipped: [{ id: first, field: 'taxId' }],
  });
});

test('an action that is undone already is not undone again, and an unknown one is not found', async () => {
  const fixture = undoFixture();
  const id = fixture.create('person', { score: 1 });
  const { operationId } = fixture.update('person', id, { score: 2 });
  await fixture.undo(operationId ?? undefined);

  expect(await fixture.undo(operationId ?? undefined)).toMatchObject({ operation: null, count: 0 });
  await expect(fixture.undo(999 as never)).rejects.toMatchObject({ code: 'not_found' });
});

test('an undo is an action in the log like any other', async () => {
  const fixture = undoFixture();
  fixture.create('person', { name: 'Ann Lee' });
  await fixture.undo();

  const { operations } = listOperations(fixture.deps, fixture.db, { limit: 10 });
  expect(operations).toMatchObject([
    { verb: 'undo', object: 'person', subject: 'Ann Lee', count: 1 },
    { verb: 'create', object: 'person', subject: 'Ann Lee', count: 1, isUndone: true },
  ]);
  expect(fixture.published.at(-1)).toMatchObject({
    topics: ['records', 'history', 'workspace'],
    records: [{ object: 'person' }],
  });
});

test('a large action is undone in slices between which others get their turn, and counts as one', async () => {
  const fixture = undoFixture();
  const { operationId } = fixture.write(
    ...Array.from({ length: 5000 }, (_, i) => ({
      kind: 'create' as const,
      object: 'company',
      values: { name: `C${i}` },
    })),
  );
  const sets = fixture.published.length;

  const work = fixture.undo(operationId ?? undefined);
  const bystander = fixture.create('person', { name: 'Ann' });

  expect(await work).toMatchObject({ count: 5000, skippedCount: 0 });
  expect(fixture.published.length - sets).toBe(11);
  expect(fixture.row('person', bystander)['deleted_at']).toBeNull();
  expect(fixture.db.get("SELECT live, trashed FROM object_count WHERE obj = 'company'")).toEqual({
    live: 0,
    trashed: 5000,
  });
});

const step = fc.oneof(
  fc.record({ do: fc.constant('create' as const), score: fc.nat(3) }),
  fc.record({
    do: fc.constant('edit' as const),
    at: fc.nat(4),
    score: fc.option(fc.nat(3)),
    tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
  }),
  fc.record({
    do: fc.constant('name' as const),
    at: fc.nat(4),
    first: fc.constantFrom('', 'A', 'B'),
    last: fc.constantFrom('', 'X'),
  }),
  fc.record({ do: fc.constant('link' as const), at: fc.nat(4), to: fc.nat(2) }),
  fc.record({ do: fc.constant('delete' as const), at: fc.nat(4) }),
  fc.record({ do: fc.constant('restore' as const), at: fc.nat(4) }),
  fc.record({ do: fc.constant('deleteCompany' as const), at: fc.nat(2) }),
);

test('undoing every action in turn brings back every state, and redoing brings the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const fixture = undoFixture();
      const companies = [fixture.create('company', { name: 'A' }), fixture.create('company', { name: 'B' })];
      const people = [fixture.create('person', { name: 'P' })];
      const states = [fixture.visible()];
      for (const action of steps) {
        const before = fixture.db.get<{ n: number }>('SELECT count(*) AS n FROM operation')?.n;
        const person = 'at' in action ? people[action.at % people.length] : undefined;
        const company = companies[('to' in action ? action.to : 'at' in action ? action.at : 0) % 2];
        try {
          if (action.do === 'create') people.push(fixture.create('person', { score: action.score }));
          if (action.do === 'edit' && person)
            fixture.update('person', person, { score: action.score, tags: action.tags });
          if (action.do === 'name' && person)
            fixture.update('person', person, { name: { first: action.first, last: action.last } });
          if (action.do === 'link' && person && company) fixture.update('person', person, { company });
          if (action.do === 'delete' && person) fixture.remove('person', person);
          if (action.do === 'restore' && person) fixture.restore('person', person);
          if (action.do === 'deleteCompany' && company) fixture.remove('company', company);
        } catch {
          // Refused, for instance in the trash: no action.
        }
        if (fixture.db.get<{ n: number }>('SELECT count(*) AS n FROM operation')?.n !== before)
          states.push(fixture.visible());
      }

      const end = fixture.values();

      for (let i = states.length - 2; i >= 0; i -= 1) {
        expect(await fixture.undo()).toMatchObject({ skippedCount: 0 });
        expect(fixture.visible()).toEqual(states[i]);
      }
      for (let i = 1; i < states.length; i += 1) {
        expect(await fixture.redo()).toMatchObject({ skippedCount: 0 });
        expect(fixture.visible()).toEqual(states[i]);
      }
      expect(fixture.values()).toEqual(end);
    }),
    { numRuns: process.env['OUTPOST_NIGHTLY'] ? 2000 : 60 },
  );
}, 300_000);
