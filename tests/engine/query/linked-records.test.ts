import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import { type Filter, RecordQuery } from '@shared/domain/query';
import { RelationValue } from '@shared/domain/values';
import { queryRecords } from '@main/engine/records/query/records-query.service';
import { selectRids } from '@main/engine/records/query/select-records.service';
import { writeRecords } from '@main/engine/records/write/write-records';
import type { RecordWrite } from '@main/engine/records/write/record-write';
import { createField } from '@main/engine/schema/fields.service';
import { createSchemaRegistry } from '@main/engine/schema/registry';
import { openSeeded } from '../schema/seeded-database';

const RUNS = process.env['OUTPOST_NIGHTLY'] === '1' ? 10_000 : 500;
const ACTOR = { kind: 'person', name: 'Ann' } as const;
const recordId = (n: number): RecordId => RecordId.parse(`00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`);

/** People and companies with a many-to-many relation between them ("partners" and "friends"), and one among people ("knows" and "knownBy"). */
const openLinked = () => {
  const database = openSeeded();
  const schema = createSchemaRegistry();
  schema.reload(database.read);
  let drawn = 0;
  const random = { bytes: (length: number) => Uint8Array.from({ length }, () => (drawn += 7) % 251) };
  const settings = () => ({ timeZone: 'UTC', locale: 'en', phoneRegion: 'DE', currency: 'EUR' });
  const deps = { clock: { nowMs: () => 1_780_000_000_000 }, random, schema, settings };
  const write = (writes: readonly RecordWrite[]) =>
    database.inTransaction((db) => writeRecords(deps, db, { actor: ACTOR, verb: 'update' }, writes));
  database.inTransaction((db) => {
    const meta = {
      ...deps,
      wholeSchema: schema,
      actor: () => ACTOR,
      changes: () => undefined,
      fillFields: () => undefined,
    };
    const relation = (target: string, label: string, inverseName: string) =>
      createField(meta, db, {
        object: 'person',
        label,
        type: 'relations',
        settings: { target, inverseName },
        help: '',
        isRequired: false,
        isUnique: false,
      });
    relation('company', 'Partners', 'friends');
    relation('person', 'Knows', 'knownBy');
  });
  return { database, deps, write };
};

type Linked = ReturnType<typeof openLinked>;

const PEOPLE = 30;
const COMPANIES = 12;
const company = (n: number): RecordId => recordId(1000 + n);
const person = (n: number): RecordId => recordId(n);

interface Graph {
  readonly partners: ReadonlyMap<number, ReadonlySet<number>>;
  readonly knows: ReadonlyMap<number, ReadonlySet<number>>;
}

const isGone = (n: number): boolean => n % 5 === 4;

/** Links at random, some of them taken away again, and some records put into the trash. */
const fill = ({ write }: Linked): Graph => {
  const companies = Array.from({ length: COMPANIES }, (_, n) => n);
  const people = Array.from({ length: PEOPLE }, (_, n) => n);
  write([
    ...companies.map((n): RecordWrite => ({
      kind: 'create',
      object: 'company',
      id: company(n),
      values: { name: `C${n % 4}` },
    })),
    ...people.map((n): RecordWrite => ({
      kind: 'create',
      object: 'person',
      id: person(n),
      values: { jobTitle: `J${n % 3}` },
    })),
  ]);
  const sets = (max: number) =>
    fc.sample(fc.uniqueArray(fc.integer({ min: 0, max: max - 1 }), { maxLength: 5 }), { seed: 3, numRuns: PEOPLE * 2 });
  const partnerSets = sets(COMPANIES);
  const knownSets = sets(PEOPLE);
  const partners = new Map<number, ReadonlySet<number>>();
  const knows = new Map<number, ReadonlySet<number>>();
  for (const n of people) {
    const before = partnerSets[n + PEOPLE] ?? [];
    const after = partnerSets[n] ?? [];
    const known = (knownSets[n] ?? []).filter((other) => other !== n);
    write([{ kind: 'update', object: 'person', id: person(n), values: { partners: before.map(company) } }]);
    write([
      {
        kind: 'update',
        object: 'person',
        id: person(n),
        values: { partners: after.map(company), knows: known.map(person) },
      },
    ]);
    partners.set(n, new Set(after));
    knows.set(n, new Set(known));
  }
  write([
    ...companies.filter(isGone).map((n): RecordWrite => ({ kind: 'delete', object: 'company', id: company(n) })),
    ...people.filter(isGone).map((n): RecordWrite => ({ kind: 'delete', object: 'person', id: person(n) })),
  ]);
  return { partners, knows };
};

type Test = (n: number) => boolean;
interface Asked {
  readonly filter: Filter;
  readonly holds: Test;
}

const conditions = ({ partners, knows }: Graph): fc.Arbitrary<Asked> => {
  const livePartners = (n: number) => [...(partners.get(n) ?? [])].filter((c) => !isGone(c));
  const liveKnown = (n: number) => [...(knows.get(n) ?? [])].filter((p) => !isGone(p));
  const knownBy = (n: number) => [...knows].flatMap(([p, known]) => (known.has(n) && !isGone(p) ? [p] : []));
  const friends = (c: number) => [...partners].flatMap(([p, known]) => (known.has(c) && !isGone(p) ? [p] : []));
  const chosen = fc.uniqueArray(fc.integer({ min: 0, max: COMPANIES }), { maxLength: 3 });
  const onIds = chosen.chain((ids) =>
    fc.constantFrom<Asked>(
      {
        filter: { field: 'partners', op: 'isAnyOf', value: ids.map(company) },
        holds: (n) => livePartners(n).some((c) => ids.includes(c)),
      },
      {
        filter: { field: 'partners', op: 'isNoneOf', value: ids.map(company) },
        holds: (n) => !livePartners(n).some((c) => ids.includes(c)),
      },
      {
        filter: { field: 'partners', op: 'hasAll', value: ids.map(company) },
        holds: (n) => ids.every((c) => livePartners(n).includes(c)),
      },
      { filter: { field: 'partners', op: 'isEmpty' }, holds: (n) => livePartners(n).length === 0 },
    ),
  );
  const named = fc.integer({ min: 0, max: 4 }).chain((name) =>
    fc.constantFrom<Asked>(
      {
        filter: { related: 'partners', has: 'any', where: { field: 'name', op: 'is', value: `c${name}` } },
        holds: (n) => livePartners(n).some((c) => c % 4 === name),
      },
      {
        filter: { related: 'partners', has: 'all', where: { field: 'name', op: 'is', value: `c${name}` } },
        holds: (n) => livePartners(n).every((c) => c % 4 === name),
      },
      {
        filter: { related: 'partners', count: { op: 'gte', value: name } },
        holds: (n) => livePartners(n).length >= name,
      },
      {
        filter: {
          related: 'partners',
          has: 'any',
          where: { related: 'friends', count: { op: 'gt', value: name } },
        },
        holds: (n) => livePartners(n).some((c) => friends(c).length > name),
      },
    ),
  );
  return fc.letrec<{ asked: Asked }>((tie) => ({
    asked: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      onIds,
      named,
      tie('asked').map(({ filter, holds }): Asked => ({ filter: { not: filter }, holds: (n) => !holds(n) })),
      fc.tuple(tie('asked'), tie('asked')).map(([a, b]): Asked => ({
        filter: { or: [a.filter, b.filter] },
        holds: (n) => a.holds(n) || b.holds(n),
      })),
      tie('asked').map(({ filter, holds }): Asked => ({
        filter: { related: 'knows', has: 'any', where: filter },
        holds: (n) => liveKnown(n).some(holds),
      })),
      tie('asked').map(({ filter, holds }): Asked => ({
        filter: { related: 'knownBy', has: 'none', where: filter },
        holds: (n) => !knownBy(n).some(holds),
      })),
    ),
  })).asked;
};

test('conditions on links, nested at random, hold where a naive evaluator says so', () => {
  const linked = openLinked();
  const graph = fill(linked);
  const people = Array.from({ length: PEOPLE }, (_, n) => n).filter((n) => !isGone(n));

  fc.assert(
    fc.property(conditions(graph), ({ filter, holds }) => {
      const set = { object: 'person', filter };
      const found = selectRids(linked.deps, linked.database.read, 'person', { set, except: [] }).map(({ id }) => id);
      expect(found.toSorted()).toEqual(people.filter(holds).map(person).toSorted());
    }),
    { numRuns: RUNS },
  );
}, 300_000);

test('links are read with the records, and the number of statements does not grow with either', () => {
  const count = (links: number): { readonly statements: number; readonly read: number } => {
    const { database, deps, write } = openLinked();
    const companies = Array.from({ length: links }, (_, n) => company(n));
    write(companies.map((id): RecordWrite => ({ kind: 'create', object: 'company', id, values: { name: 'C' } })));
    for (let n = 0; n < links; n += 1) {
      const knows = n === 0 ? [] : [person(n - 1)];
      write([{ kind: 'create', object: 'person', id: person(n), values: { partners: companies, knows } }]);
    }
    const before = database.read.statementCount();
    const { rows } = queryRecords(deps, database.read, RecordQuery.parse({ object: 'person', page: { limit: 100 } }));
    const statements = database.read.statementCount() - before;
    return { statements, read: RelationValue.array().parse(rows[0]?.['partners']).length };
  };

  const [few, many] = [count(2), count(60)];

  expect([few.read, many.read]).toEqual([2, 60]);
  expect(many.statements).toBe(few.statements);
});

test('links are found through an index of either side that holds all it takes', () => {
  const { database, deps } = openLinked();
  const [link] = deps.schema.current().links.values();
  const plan = (own: string, other: string) =>
    database.read
      .all<{ readonly detail: string }>(
        `EXPLAIN QUERY PLAN SELECT ${other} FROM "${link?.object.table ?? ''}" WHERE ${own} = ? AND deleted_at IS NULL`,
        ['x'],
      )
      .map(({ detail }) => detail);

  expect(plan('f_a', 'f_b')).toEqual([expect.stringContaining('USING COVERING INDEX')]);
  expect(plan('f_b', 'f_a')).toEqual([expect.stringContaining('USING COVERING INDEX')]);
});
