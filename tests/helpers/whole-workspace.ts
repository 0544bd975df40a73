import type { RecordId } from '@shared/domain/ids';
import type { ValuesInput } from '@shared/domain/values';
import { stage } from '../engine/exchange/exchange-fixture';
import { makeWholeSchema } from '../engine/schema-document/whole-schema';
import { everything } from './as-member';
import { numbersOf } from './seeded-numbers';
import type { TestEngine } from './test-engine';

export interface WholeSize {
  readonly seed: number;
  /** Records of the object with every field type; the others follow. */
  readonly sites: number;
}

interface Around {
  readonly next: () => number;
  readonly companies: readonly RecordId[];
  readonly people: readonly RecordId[];
  readonly members: readonly RecordId[];
  readonly file: ValuesInput[string];
}

const TEXTS = ['Müller', '日本 🦄', `a'b"c\\d%e_f`, 'line one\nline two', 'a\u2028b'] as const;

const pick = <T>({ next }: Pick<Around, 'next'>, from: readonly T[]): T => {
  const found = from[Math.floor(next() * from.length)];
  if (found === undefined) throw new Error('Nothing to pick from');
  return found;
};

/** A value for every field of the object with all types; each is left out now and then. */
const siteValues = (around: Around, n: number): ValuesInput => {
  const { next } = around;
  const text = pick(around, TEXTS);
  const values: ValuesInput = {
    textField: pick(around, ['ABC', 'XYZ']),
    longTextField: text,
    richTextField: {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: text.trim(), marks: [{ type: 'bold' }] }] }],
    },
    numberField: Math.round(next() * 9000) / 1000,
    integerField: Math.floor(next() * 1e6) - 5e5,
    percentField: 12.5,
    money: { amountMinor: Math.floor(next() * 1e9), currency: pick(around, ['NOK', 'EUR', 'JPY']) },
    currency1: { amountMinor: n, currency: 'EUR' },
    booleanField: next() < 0.5,
    dateField: pick(around, ['2026-11-20', '0001-01-01', '9999-12-31']),
    dateTimeField: Math.floor(next() * 2e12),
    selectField: 'gold',
    multiSelectField: ['red'],
    stageField: { key: pick(around, ['talk', 'offer', 'due']) },
    ratingField: 1 + Math.floor(next() * 5),
    fullNameField: { first: pick(around, ['Jan', '']), last: 'van der Berg' },
    emailsField: [`a${n}@b.example`, 'c@d.example'],
    phonesField: ['+493055500187', 'ask reception'],
    linksField: ['fjordgate.example', 'https://x.example/?a=1&b=2'],
    addressField: { street: 'A 1\nB', country: 'Norway', latitude: -12.5, longitude: 8 },
    relationField: { id: pick(around, around.companies) },
    morphRelationField: { object: 'person', id: pick(around, around.people) },
    filesField: [around.file],
    memberField: { id: pick(around, around.members) },
    arrayField: ['b', 'A, "quoted"', 'ü'],
    jsonField: '{"a":[1,"b"],"n":12345678901234567890}',
    advisers: [...new Set([pick(around, around.people), pick(around, around.people)])].map((id) => ({ id })),
  };
  const kept = Object.entries(values).filter(([name]) => name === 'currency1' || next() < 0.9);
  return Object.fromEntries(kept);
};

/**
 * Fills a workspace with everything that one can hold: every field type, formulas over roll-ups, many-to-many and morph links, two pipelines, hidden and deleted
 * fields, a deleted object, members with roles, views, files, records in the trash, destroyed and merged ones, edits, and things undone and done again. The same seed
 * makes the same values; ids differ.
 */
export const fillWholeWorkspace = async (test: TestEngine, { seed, sites }: WholeSize): Promise<void> => {
  const { client } = test;
  const next = numbersOf(seed);
  await client.workspace.update({ name: 'Whole', ownerName: 'Ola Nordmann', currency: 'NOK', timeZone: 'Europe/Oslo' });
  await client.workspace.loadSampleData({});
  await makeWholeSchema(client);
  const many = async (object: string, count: number, values: (n: number) => ValuesInput): Promise<RecordId[]> => {
    const ids: RecordId[] = [];
    for (let n = 0; n < count; n += 1) ids.push((await client.records.create({ object, values: values(n) })).row.id);
    return ids;
  };
  const rules = { settings: [], otherObjects: everything(), objects: {} };
  const { key: role } = await client.members.saveRole({ name: 'Sales', rules });
  const one = await client.members.add({ name: 'Kari', email: 'kari@x.example', role });
  const gone = await client.members.add({ name: 'Left' });
  await client.members.update({ id: gone.id, isActive: false });
  const companies = await many('company', 4, (n) => ({ name: `Site owner ${n}` }));
  const people = await many('person', 6, (n) => ({
    name: { first: `P${n}`, last: 'Site' },
    emails: [`p${n}@s.example`],
  }));
  const attached = stage(test, `file ${seed}`, 'note.txt');
  const file = await client.exchange.attach({ file: attached, name: 'note.txt' });
  const around: Around = { next, companies, people, members: [one.id, gone.id], file };
  const ids = await many('site', sites, (n) => siteValues(around, n));
  for (const id of ids.slice(0, Math.ceil(sites / 3))) {
    test.clock.advance(1000);
    await client.records.update({ object: 'site', id, values: siteValues(around, sites) });
  }
  await client.history.undo({});
  await client.history.undo({});
  await client.history.redo({});
  await client.records.merge({ object: 'person', ids: people.slice(0, 2) });
  const trashed = ids.slice(-2);
  await client.records.delete({ object: 'site', selection: { ids: trashed } });
  await client.records.purge({ object: 'site', selection: { ids: trashed.slice(1) } });
  await client.records.delete({
    object: 'company',
    selection: { ids: await many('company', 1, () => ({ name: 'Closed' })) },
  });
  await client.views.create({
    object: 'site',
    name: 'Gold',
    settings: { kind: 'table', filter: { field: 'selectField', op: 'is', value: 'gold' } },
  });
  await client.schema.updateField({ object: 'site', name: 'ratingField', isHidden: true });
  await client.schema.deleteField({ object: 'site', name: 'arrayField' });
  await client.schema.createObject({ labelSingular: 'Old', labelPlural: 'Olds', name: 'old' });
  await many('old', 2, (n) => ({ name: `Old ${n}` }));
  await client.schema.deleteObject({ name: 'old' });
};
