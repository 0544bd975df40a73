import { expect, test } from 'vitest';
import { msg } from '@lingui/core/macro';
import { RecordId } from '@shared/domain/ids';
import { RecordWindow } from '@shared/domain/query';
import { AppError } from '@shared/errors/app-error';
import { compileList } from '@main/engine/records/query/record-set';
import { listAllRids } from '@main/engine/records/query/record-places.sql';
import { countList, recordWindow } from '@main/engine/records/read/record-window.service';
import { createSnapshotCache } from '@main/engine/records/read/snapshots';
import type { WriteDb } from '@main/engine/storage/db';
import { openSample, sampleDeps, sampleId, sampleSchema } from './sample-schema';

const MANY = 30_000;

/** Things numbered from 1; `integer` is the number, `number` goes round from 0 to 9. */
const addMany = (db: WriteDb): void => {
  const id = `'${sampleId(0).slice(0, -12)}' || printf('%012x', value)`;
  const numbers = `WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${MANY})`;
  db.exec(`${numbers} INSERT INTO r_thing(rid, id, created_at, updated_at, position, f_integer, f_number)
      SELECT value, ${id}, value, value, 'a' || value, value, value % 10 FROM n;
    ${numbers} INSERT INTO rec(rid, id, obj, scope, alive) SELECT value, ${id}, 'thing', 0, 1 FROM n;
    UPDATE object_count SET live = ${MANY} WHERE obj = 'thing';`);
};

const setUp = (goOn: () => void = () => undefined) => {
  const database = openSample({ goOn });
  database.inTransaction(addMany);
  const deps = { ...sampleDeps, snapshots: createSnapshotCache({ maxBytes: 1_000_000, nowMs: () => 0 }) };
  return { database, read: database.read, deps };
};

const byInteger = { object: 'thing', sort: [{ field: 'integer' }], fields: ['integer'] };
const endsInSeven = { field: 'number', op: 'is', value: 7 };
const ask = (input: object) =>
  RecordWindow.parse({ ...byInteger, filter: endsInSeven, offset: 0, limit: 5, countLater: true, ...input });
const list = (input: object = {}) => {
  const { offset: _, limit: __, fields: ___, countLater: ____, ...rest } = ask(input);
  return rest;
};
const integers = ({ rows }: { readonly rows: readonly Readonly<Record<string, unknown>>[] }) =>
  rows.map((row) => row['integer']);

test('the first rows of a long list come with an estimate; once it is counted, with the exact number', () => {
  const { read, deps } = setUp();

  const first = recordWindow(deps, read, ask({}));
  expect(integers(first)).toEqual([7, 17, 27, 37, 47]);
  expect(first.total).toEqual({ estimate: Math.round((MANY * 5) / 47) });

  expect(countList(deps, read, list())).toEqual({ total: MANY / 10 });
  const again = recordWindow(deps, read, ask({ offset: 2995 }));
  expect(integers(again)).toEqual([29957, 29967, 29977, 29987, 29997]);
  expect(again.total).toBe(MANY / 10);
});

test('a position far from the start is exact at once, also where nothing was counted', () => {
  const { read, deps } = setUp();

  const { rows, total } = recordWindow(deps, read, ask({ offset: 2999, limit: 10 }));

  expect(integers({ rows })).toEqual([29997]);
  expect(total).toBe(MANY / 10);
});

test.each([
  ['the caller did not ask for an estimate', { countLater: undefined }, MANY / 10],
  ['there are few, so that walking would not find them', { filter: { field: 'integer', op: 'gt', value: 29_990 } }, 10],
  ['no index has the order', { sort: [{ field: 'number', direction: 'desc' }] }, MANY / 10],
  ['no rows are wanted', { limit: 0 }, MANY / 10],
  ['the total is kept', { filter: undefined }, MANY],
])('the total is exact where %s', (_, input, total) => {
  const { read, deps } = setUp();

  expect(recordWindow(deps, read, ask(input)).total).toBe(total);
});

test('who sees some of the records only is told no estimate, which would speak of the others', () => {
  const { read, deps } = setUp();
  const thing = sampleSchema.objects.get('thing');
  if (!thing) throw new Error('No things');
  const rows = { where: { sql: 'true', params: [] }, reads: [], isSettledLate: false };
  const restricted = { ...thing, access: { rights: new Set([]), readOnly: new Set([]), rows, hidesFields: false } };
  const schema = { ...sampleSchema, objects: new Map([...sampleSchema.objects, ['thing', restricted] as const]) };

  expect(recordWindow({ ...deps, schema: { current: () => schema } }, read, ask({})).total).toBe(MANY / 10);
});

test('a list that was counted follows every change', () => {
  const { database, read, deps } = setUp();
  countList(deps, read, list());
  database.inTransaction((db) => {
    db.run('UPDATE r_thing SET f_number = 7 WHERE rid = 1');
    db.run('UPDATE r_thing SET f_number = 1 WHERE rid IN (17, 27)');
  });

  deps.snapshots.apply({
    topics: ['records'],
    records: [
      {
        object: 'thing',
        hasMembershipChange: false,
        fields: ['number'],
        ids: [1, 17, 27].map((n) => RecordId.parse(sampleId(n))),
      },
    ],
  });

  const { rows, total } = recordWindow(deps, read, ask({}));
  expect(integers({ rows })).toEqual([1, 7, 37, 47, 57]);
  expect(total).toBe(MANY / 10 - 1);
});

test('looking through a list ends once nobody waits for it', () => {
  let asked = 0;
  const cancelled = new AppError('cancelled', msg`Nobody waits for this`);
  const { read } = setUp(() => {
    asked += 1;
    if (asked === 3) throw cancelled;
  });

  expect(() => listAllRids(read, compileList(sampleDeps, read, ask({})))).toThrow(cancelled);

  expect(asked).toBe(3);
});
