import { expect, test } from 'vitest';
import { AppError } from '@shared/errors/app-error';
import { ingest } from '@main/engine/records/write/write-records';
import type { RecordWrite } from '@main/engine/records/write/record-write';
import type { WriteIntent } from '@main/engine/change-log/journal';
import { writeFixture } from '../../helpers/write-fixture';

const INTENT: WriteIntent = { actor: { kind: 'import', name: 'people.csv' }, verb: 'import', subject: 'people.csv' };
const ingestFixture = () => {
  const fixture = writeFixture();
  return {
    ...fixture,
    ingest: (writes: readonly RecordWrite[], intent: Partial<WriteIntent> = {}) =>
      fixture.database.inTransaction((db) => ingest(fixture.deps, db, { ...INTENT, ...intent }, writes)),
  };
};
const company = (name: string | null, taxId?: string): RecordWrite => ({
  kind: 'create',
  object: 'company',
  values: { name, ...(taxId !== undefined && { taxId }) },
});

test('refused writes are reported in their places and leave nothing; the others are written', () => {
  const fixture = ingestFixture();

  const { results, operationId } = fixture.ingest([company('A', '1'), company(null), company('B', '1'), company('C')]);

  expect(results.map((result) => (result instanceof AppError ? result.detail['reason'] : result.isChanged))).toEqual([
    true,
    'required',
    'not_unique',
    true,
  ]);
  expect(fixture.db.pluck('SELECT f_name FROM r_company ORDER BY rid')).toEqual(['A', 'C']);
  expect(fixture.db.get('SELECT count, verb, subject FROM operation WHERE id = ?', [operationId])).toEqual({
    count: 2,
    verb: 'import',
    subject: 'people.csv',
  });
});

test('several batches make one action', () => {
  const fixture = ingestFixture();
  const first = fixture.ingest([company('A'), company('B')]);
  const second = fixture.ingest([company('C')], { operationId: first.operationId ?? undefined });

  expect(second.operationId).toBe(first.operationId);
  expect(fixture.db.all('SELECT count FROM operation')).toEqual([{ count: 3 }]);
  expect(fixture.db.pluck('SELECT DISTINCT op FROM change_log')).toEqual([first.operationId]);
});

test('changes go to the server in groups of at most 2,000', () => {
  const fixture = ingestFixture();
  fixture.ingest(Array.from({ length: 4500 }, (_, i) => company(`C${i}`)));

  expect(fixture.db.all('SELECT grp, count(*) AS n FROM change_log GROUP BY grp ORDER BY grp')).toEqual([
    { grp: 1, n: 2000 },
    { grp: 2001, n: 2000 },
    { grp: 4001, n: 500 },
  ]);
});

test('a target that was deleted between two batches is no target any more', () => {
  const fixture = ingestFixture();
  const target = fixture.create('company', { name: 'A' });
  const person: RecordWrite = { kind: 'create', object: 'person', values: { company: target } };
  expect(fixture.ingest([person]).results[0]).toMatchObject({ isChanged: true });

  fixture.remove('company', target);

  expect(fixture.ingest([person]).results[0]).toMatchObject({ code: 'invalid_input' });
});

test('a target of a batch that was rolled back is no target in the next', () => {
  const fixture = ingestFixture();
  const made = { id: '' };
  expect(() =>
    fixture.database.inTransaction((db) => {
      const { results } = ingest(fixture.deps, db, INTENT, [company('A')]);
      const [first] = results;
      if (!first || first instanceof AppError) throw new Error('Refused');
      made.id = first.id;
      ingest(fixture.deps, db, INTENT, [{ kind: 'create', object: 'person', values: { company: made.id } }]);
      throw new Error('power cut');
    }),
  ).toThrow('power cut');
  fixture.create('company', { name: 'B' });

  const [result] = fixture.ingest([{ kind: 'create', object: 'person', values: { company: made.id } }]).results;

  expect(result).toMatchObject({ code: 'invalid_input' });
});
