import { expect, onTestFinished, test } from 'vitest';
import { CERTAIN, LIKELY } from '@shared/domain/duplicates';
import { createSchemaRegistry } from '@main/engine/schema/registry';
import { matchPlan } from '@main/engine/records/duplicates/match-plan';
import { scanDuplicates, type ScannedPair, type ScanOptions } from '@main/engine/records/duplicates/scan';
import type { OpenDatabase } from '@main/engine/storage/open-database';
import { openSeeded } from '../schema/seeded-database';
import { knownPeople, type KnownPerson } from './known-duplicates';

/** Person `i` has row id `i + 1`. */
const fill = (database: OpenDatabase, people: readonly KnownPerson[]): void =>
  database.inTransaction((db) => {
    people.forEach((person, at) => {
      db.run(
        `INSERT INTO r_person(rid, id, f_name__first, f_name__last, f_emails, f_phones, f_company, f_address__street, f_address__postal_code, f_address__city)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          at + 1,
          `id ${at}`,
          person.first,
          person.last,
          person.emails.length === 0 ? null : JSON.stringify(person.emails),
          person.phones.length === 0 ? null : JSON.stringify(person.phones),
          person.company,
          person.street || null,
          person.postalCode,
          person.city,
        ],
      );
    });
  });

const scan = (people: readonly KnownPerson[], options: Partial<ScanOptions> = {}): readonly ScannedPair[] => {
  const database = openSeeded();
  onTestFinished(database.close);
  fill(database, people);
  const schema = createSchemaRegistry();
  schema.reload(database.read);
  const person = schema.current().objects.get('person');
  if (!person) throw new Error('No people');
  const steps = scanDuplicates(database.read, matchPlan(person), { expected: people.length, ...options });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};

const keyOf = (a: number, b: number): string => `${a}:${b}`;

/** What a scan found of what is known, from a score on. Twins of one person are one too. */
const quality = (count: number, seed: number, from: number) => {
  const { people, pairs } = knownPeople(count, 0.1, seed);
  const sets = new Map<number, number[]>();
  for (const [of, copy] of pairs) sets.set(of, [...(sets.get(of) ?? [of]), copy]);
  const known = new Set(
    [...sets.values()].flatMap((set) =>
      set.flatMap((a, at) => set.slice(at + 1).map((b) => keyOf(Math.min(a, b) + 1, Math.max(a, b) + 1))),
    ),
  );
  const found = scan(people).filter(({ score }) => score >= from);
  const right = found.filter(({ a, b }) => known.has(keyOf(a, b))).length;
  return { precision: right / found.length, recall: right / known.size, found: found.length, known: known.size };
};

test('of known duplicates nearly all are found, and what is certain is right', () => {
  const likely = quality(5000, 7, LIKELY);
  const certain = quality(5000, 7, CERTAIN);

  expect(likely.recall).toBeGreaterThan(0.9);
  expect(likely.precision).toBeGreaterThan(0.9);
  expect(certain.precision).toBeGreaterThan(0.99);
  expect(certain.recall).toBeGreaterThan(0.6);
});

test('a pair is found once, the lower row id first, the likeliest on top', () => {
  const { people } = knownPeople(800, 0.3, 3);

  const found = scan(people);

  expect(new Set(found.map(({ a, b }) => keyOf(a, b))).size).toBe(found.length);
  expect(found.every(({ a, b }) => a < b)).toBe(true);
  expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((x, y) => y - x));
});

test('thousands who share a name, a number or nothing else at all are not compared each with each', () => {
  const { people } = knownPeople(1, 0, 1);
  const [one] = people;
  if (!one) throw new Error('Nobody');
  const crowd = Array.from({ length: 6000 }, (_, at) => ({ ...one, emails: [`${at}@x.example`], street: '' }));

  const found = scan(crowd);

  expect(found.length).toBeLessThan(crowd.length * 20);
});

test('no more pairs are kept than asked for, and those are the likeliest', () => {
  const { people } = knownPeople(1500, 0.4, 5);
  const all = scan(people);

  const few = scan(people, { maxPairs: 50 });

  expect(few).toHaveLength(50);
  expect(few.at(-1)?.score).toBeGreaterThanOrEqual(all[60]?.score ?? 1);
});
