import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import type { FieldInput, FieldValue, Row } from '@shared/domain/values';
import { recordAt } from '@main/engine/records/history/record-at.service';
import { newMember, everything } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';
import { writeFixture } from '../../helpers/write-fixture';

const MINUTE_MS = 60_000;

/** What a person may hold, one value of each kind of register. */
const personValues = fc.record(
  {
    name: fc.constantFrom<FieldInput>({ first: 'Ann', last: 'Lee' }, { first: 'Ann', last: '' }, null),
    emails: fc.subarray(['a@x.org', 'b@x.org', 'c@x.org']),
    jobTitle: fc.constantFrom<FieldInput>('Boss', 'Clerk', null),
    tags: fc.shuffledSubarray(['a', 'b', 'c']),
    address: fc.constantFrom<FieldInput>({ city: 'Bonn' }, { city: 'Bonn', country: 'DE', latitude: 50.7 }, null),
    optIn: fc.constantFrom<FieldInput>(true, false, null),
    score: fc.constantFrom<FieldInput>(1, 2.5, null),
  },
  { requiredKeys: [] },
);
const step = fc.oneof(
  { weight: 6, arbitrary: personValues },
  { weight: 1, arbitrary: fc.constant('delete' as const) },
  { weight: 1, arbitrary: fc.constant('restore' as const) },
);

test('a record at any moment of its past is what it was then', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const fixture = writeFixture();
      const company = fixture.create('company', { name: 'Acme' });
      const beforeMs = fixture.deps.clock.nowMs();
      fixture.advance(MINUTE_MS);
      const id = fixture.create('person', { company, tags: ['a'] });
      const past: { readonly atMs: number; readonly state: string; readonly row: Row | null }[] = [];
      const keep = (): void => {
        const atMs = fixture.deps.clock.nowMs();
        const { state, row } = recordAt(fixture.deps, fixture.db, { object: 'person', id, atMs });
        past.push({ atMs, state, row });
        fixture.advance(MINUTE_MS);
      };
      keep();
      for (const each of steps) {
        const isLive = fixture.row('person', id)['deleted_at'] === null;
        if (each === 'delete') fixture.remove('person', id);
        else if (each === 'restore') fixture.restore('person', id);
        else if (isLive) fixture.update('person', id, each);
        keep();
      }

      const then = past.map(({ atMs }) => recordAt(fixture.deps, fixture.db, { object: 'person', id, atMs }));

      expect(then.map(({ state, row }) => ({ state, row }))).toEqual(past.map(({ state, row }) => ({ state, row })));
      expect(recordAt(fixture.deps, fixture.db, { object: 'person', id, atMs: beforeMs })).toMatchObject({
        state: 'notYet',
        row: null,
      });
    }),
    { numRuns: 30 },
  );
});

test('what it holds now is what the record says of now, and nothing of that differs', () => {
  const fixture = writeFixture();
  const company = fixture.create('company', { name: 'Acme' });
  const id = fixture.create('person', { name: { first: 'Ann', last: 'Lee' }, company, tags: ['b'] });

  const { row, changed, state } = recordAt(fixture.deps, fixture.db, {
    object: 'person',
    id,
    atMs: fixture.deps.clock.nowMs(),
  });

  expect({ state, changed }).toEqual({ state: 'live', changed: [] });
  expect(row).toMatchObject({
    name: { first: 'Ann', last: 'Lee' },
    company: { id: company, title: 'Acme' },
    tags: ['b'],
    updatedBy: fixture.actor,
  });
});

test('fields that differ today are named, with links and stages, and those that came later are unknown', async () => {
  const { client, clock } = await testEngine();
  const { row: acme } = await client.records.create({ object: 'company', values: { name: 'Acme' } });
  const { row: bolt } = await client.records.create({ object: 'company', values: { name: 'Bolt' } });
  await client.schema.createField({
    object: 'opportunity',
    label: 'Partners',
    name: 'partners',
    type: 'relations',
    settings: { target: 'company' },
  });
  const { row: deal } = await client.records.create({
    object: 'opportunity',
    values: { name: 'Big', partners: [acme.id, bolt.id] },
  });
  const stage = deal['stage'];
  const thenMs = clock.nowMs();
  clock.advance(MINUTE_MS);
  await client.records.update({ object: 'opportunity', id: deal.id, values: { partners: [bolt.id], name: 'Bigger' } });
  await client.records.delete({ object: 'company', selection: { ids: [bolt.id] } });
  await client.schema.createField({ object: 'opportunity', label: 'Colour', name: 'colour', type: 'text' });

  const then = await client.history.recordAt({ object: 'opportunity', id: deal.id, atMs: thenMs });

  const partners: FieldValue = [
    { id: acme.id, title: 'Acme' },
    { id: bolt.id, title: null },
  ];
  expect(then).toMatchObject({ state: 'live', isGone: false, row: { name: 'Big', partners, stage } });
  expect(then.changed.toSorted()).toEqual(['name', 'partners']);
  expect(then.unknown).toContain('colour');
});

test('a record that was deleted for good is told by the log, to those who see everything', async () => {
  const engine = await testEngine();
  const { client, clock } = engine;
  const { row } = await client.records.create({ object: 'company', values: { name: 'Gone Ltd' } });
  await client.records.update({ object: 'company', id: row.id, values: { name: 'Gone AG', industry: 'Steel' } });
  const atMs = clock.nowMs();
  clock.advance(MINUTE_MS);
  await client.records.delete({ object: 'company', selection: { ids: [row.id] } });
  await client.records.purge({ object: 'company', selection: { ids: [row.id] } });
  const bo = await newMember(engine, 'Bo', { objects: { company: everything({ fields: { industry: 'hidden' } }) } });
  const ask = { object: 'company', id: RecordId.parse(row.id), atMs };

  expect(await client.history.recordAt(ask)).toMatchObject({
    state: 'live',
    isGone: true,
    row: { name: 'Gone AG', industry: 'Steel' },
  });
  expect(await client.history.recordAt({ ...ask, atMs: clock.nowMs() })).toMatchObject({ state: 'trash' });
  await expect(bo.client.history.recordAt(ask)).rejects.toMatchObject({ code: 'not_found' });
});
