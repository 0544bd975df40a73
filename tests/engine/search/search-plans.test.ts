import { expect, test } from 'vitest';
import type { SqlValue } from '@main/engine/storage/db';
import {
  findByPieces,
  findByWords,
  findKnownBeginnings,
  listNewest,
} from '@main/engine/records/search/find-records.sql';
import { listLastOpened, listUses } from '@main/engine/records/search/record-use.sql';
import { openSample, sampleSchema } from '../query/sample-schema';

/** The plans of all statements that a read runs. */
const plansOf = (read: (db: ReturnType<typeof openSample>['read']) => unknown): readonly string[] => {
  const { read: db } = openSample();
  const plans: string[] = [];
  const explain = (sql: string, params?: readonly SqlValue[]): void => {
    plans.push(...db.all<{ readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params).map(({ detail }) => detail));
  };
  read({
    ...db,
    pluck: (sql, params) => {
      explain(sql, params);
      return db.pluck(sql, params);
    },
    all: (sql, params) => {
      explain(sql, params);
      return db.all(sql, params);
    },
  });
  return plans;
};

const company = sampleSchema.objects.get('company');

test.each([
  ['words', (db) => findByWords(db, '"anna"', 10)],
  ['fragments', (db) => findByPieces(db, 'fragment_title', '"ann"', 10)],
  ['known words', (db) => findKnownBeginnings(db, ['anna', 'anno'])],
  ['what was opened last', (db) => listLastOpened(db, 10)],
  ['uses', (db) => listUses(db, [1, 2, 3])],
  ['the newest', (db) => (company ? listNewest(db, company, 10) : [])],
] satisfies readonly (readonly [string, (db: ReturnType<typeof openSample>['read']) => unknown])[])(
  '%s are read off an index, and nothing is sorted',
  (_, read) => {
    const plans = plansOf(read);

    expect(plans.length).toBeGreaterThan(0);
    // json_each walks the list that it was given; the rest is found by index.
    const walked = plans.filter((plan) =>
      /SCAN (?!json_each|search_fts|fragment_|\S+ USING (?:COVERING )?INDEX)|TEMP B-TREE/.test(plan),
    );
    expect(walked).toEqual([]);
  },
);
