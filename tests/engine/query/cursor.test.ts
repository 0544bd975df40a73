import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordQuery } from '@shared/domain/query';
import { queryRecords } from '@main/engine/records/query/records-query.service';
import { sorts } from './random-queries';
import { insertSample, openSample, sampleDeps, sampleId } from './sample-schema';

const query = (input: object) => RecordQuery.parse({ object: 'thing', fields: ['integer'], ...input });

const numbered = (count: number) => {
  const database = openSample();
  database.inTransaction((db) => {
    for (let n = 1; n <= count; n += 1) {
      insertSample(db, {
        object: 'thing',
        n: n * 10,
        values: { integer: n % 5 === 0 ? null : n % 7, text: n % 2 ? 'Ann' : null },
      });
    }
  });
  return database;
};

test('a walk over pages sees every record that was there all the time exactly once, whatever comes and goes meanwhile', () => {
  fc.assert(
    fc.property(
      sorts,
      fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 39 })), { maxLength: 12 }),
      (sort, events) => {
        const database = numbered(40);
        const trashed = new Set<string>();
        const seen: string[] = [];
        let cursor: string | undefined;
        let step = 0;
        do {
          const page = queryRecords(sampleDeps, database.read, query({ sort, page: { limit: 4, cursor } }));
          seen.push(...page.rows.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
          const event = events[step];
          step += 1;
          if (!event) continue;
          const [isInsert, n] = event;
          database.inTransaction((db) => {
            if (isInsert) insertSample(db, { object: 'thing', n: 1000 + step, values: { integer: n % 7 } });
            else db.run('UPDATE r_thing SET deleted_at = 1 WHERE rid = ?', [n * 10]);
          });
          if (!isInsert) trashed.add(sampleId(n * 10));
        } while (cursor !== undefined);

        const stayed = Array.from({ length: 40 }, (_, index) => sampleId((index + 1) * 10)).filter(
          (id) => !trashed.has(id),
        );
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toEqual(expect.arrayContaining(stayed));
        database.close();
      },
    ),
    { numRuns: 100 },
  );
});

test('a cursor of another list is refused', () => {
  const { read } = numbered(30);
  const { nextCursor } = queryRecords(sampleDeps, read, query({ page: { limit: 5 } }));
  const cursor = nextCursor ?? '';
  const foreign = [
    { page: { limit: 5, cursor }, sort: [{ field: 'integer' }] },
    { page: { limit: 5, cursor }, filter: { field: 'integer', op: 'isEmpty' } },
    { page: { limit: 5, cursor }, state: 'trash' },
    { page: { limit: 5, cursor: 'rubbish' } },
    { page: { limit: 5, cursor: '' } },
    { page: { limit: 5, cursor: Buffer.from('["x",[{}],1]').toString('base64url') } },
  ];

  for (const input of foreign) {
    expect(() => queryRecords(sampleDeps, read, query(input))).toThrowError(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  }
});

test('pages in an indexed order are read off the index, from wherever they start', () => {
  const { read } = numbered(3);
  const plans: string[] = [];
  const spy = {
    ...read,
    all: <R>(sql: string, params: Parameters<typeof read.all>[1] = []): R[] => {
      if (sql.startsWith('SELECT') && sql.includes('ORDER BY')) {
        plans.push(
          read
            .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)
            .map(({ detail }) => detail)
            .join('; '),
        );
      }
      return read.all<R>(sql, params);
    },
  };
  for (const direction of ['asc', 'desc']) {
    const sort = [{ field: 'createdAt', direction }];
    const { nextCursor } = queryRecords(sampleDeps, spy, query({ sort, page: { limit: 1 } }));
    queryRecords(sampleDeps, spy, query({ sort, page: { limit: 1, cursor: nextCursor ?? '' } }));
    const names = { object: 'company', fields: ['name'], sort: [{ field: 'name', direction }] };
    queryRecords(sampleDeps, spy, query(names));
  }

  expect(plans).not.toHaveLength(0);
  for (const plan of plans) expect(plan).not.toContain('TEMP B-TREE');
  expect(plans.filter((plan) => /SEARCH t USING INDEX r_thing_created/.test(plan))).toHaveLength(4);
  expect(plans.filter((plan) => /SCAN t USING (COVERING )?INDEX r_company_name/.test(plan))).toHaveLength(2);
});
