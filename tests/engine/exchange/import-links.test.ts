import { expect, test } from 'vitest';
import type { ImportPlan } from '@shared/contract/exchange.contract';
import type { RecordId } from '@shared/domain/ids';
import type { PlanChoices } from '@shared/domain/import-plan';
import { RelationValue, type FieldInput, type Row } from '@shared/domain/values';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { allRows, planFor, readExport, stage } from './exchange-fixture';

type Choices = Partial<PlanChoices> & { readonly object: string; readonly createTargets?: boolean };

const run = async ({ client }: TestEngine, plan: ImportPlan) => {
  const { id } = await client.exchange.startImport(plan);
  return client.exchange.waitForImport({ id });
};

const importCsv = async (engine: TestEngine, csv: string, { createTargets = true, ...choices }: Choices) =>
  run(engine, { ...(await planFor(engine, stage(engine, csv), choices)), createTargets });

const withSkills = async () => {
  const engine = await testEngine();
  const { client } = engine;
  await client.schema.createObject({ labelSingular: 'Skill', labelPlural: 'Skills', name: 'skill' });
  const settings = { target: 'skill' };
  await client.schema.createField({ object: 'person', label: 'Skills', type: 'relations', settings });
  const create = async (object: string, values: Record<string, FieldInput>): Promise<RecordId> =>
    (await client.records.create({ object, values })).row.id;
  const skills = async () => new Map((await allRows(engine, 'person')).map((row) => [lastName(row), namesIn(row)]));
  return { ...engine, engine, create, skills };
};

const lastName = (row: Row): string => JSON.stringify(row['name']).replace(/.*"last":"([^"]*)".*/, '$1');
const namesIn = (row: Row) =>
  RelationValue.array()
    .parse(row['skills'] ?? [])
    .map(({ title }) => title);

test('names in a cell become links, found where there are such records and made where there are none', async () => {
  const { engine, create, skills } = await withSkills();
  await create('skill', { name: 'Sales' });
  const csv = 'Last name,Skills\nAnn,"sales; SQL"\nBob,"SQL; ""Nails; screws"""\nCleo,\n';

  const result = await importCsv(engine, csv, { object: 'person' });

  expect(result).toMatchObject({ created: 3, createdTargets: 2, rejectedCount: 0 });
  expect(await skills()).toEqual(
    new Map([
      ['Ann', ['Sales', 'SQL']],
      ['Bob', ['SQL', 'Nails; screws']],
      ['Cleo', []],
    ]),
  );
  expect((await engine.client.workspace.doctor({})).findings).toEqual([]);
});

test('an import with links is undone whole', async () => {
  const { engine, client } = await withSkills();
  await importCsv(engine, 'Last name,Skills\nAnn,"Sales; SQL"\n', { object: 'person' });

  const undone = await client.history.undo({});

  expect(undone.skipped).toEqual([]);
  expect([await allRows(engine, 'person'), await allRows(engine, 'skill')]).toEqual([[], []]);
});

test('a row that names what is not there is refused with the name, unless records may be made', async () => {
  const { engine, create, client } = await withSkills();
  await create('skill', { name: 'Sales' });

  const result = await importCsv(engine, 'Last name,Skills\nAnn,"Sales; Nothing"\nBob,Sales\n', {
    object: 'person',
    createTargets: false,
  });

  expect(result).toMatchObject({ created: 1, rejectedCount: 1 });
  expect((await client.records.query({ object: 'skill' })).total).toBe(1);
});

test('a file imported again changes nothing; links that were added since stay when it only fills', async () => {
  const { engine, client, create, skills } = await withSkills();
  const csv = 'E-mail,Last name,Skills\nann@x.example,Ann,"Sales; SQL"\n';
  const choices: Choices = { object: 'person', matchBy: 'emails' };
  await importCsv(engine, csv, choices);
  const extra = await create('skill', { name: 'Extra' });
  const people = (await allRows(engine, 'person')).map(({ id }) => id);
  await client.records.update({ object: 'skill', id: extra, values: { people } });

  const filled = await importCsv(engine, csv, { ...choices, whenMatched: 'fill' });
  const afterFill = await skills();
  await importCsv(engine, csv, { ...choices, whenMatched: 'replace' });

  expect(filled).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  expect(afterFill.get('Ann')).toEqual(['Sales', 'SQL', 'Extra']);
  expect((await skills()).get('Ann')).toEqual(['Sales', 'SQL']);
});

test('a company is found by its name, its id, its domain or its e-mail address', async () => {
  const { engine, create } = await withSkills();
  const values = { name: 'Fjordgate', domains: ['fjordgate.example'], emails: ['info@fjordgate.example'] };
  const id = await create('company', values);
  const csv = `Last name,Company\nA,FJORDGATE\nB,${id}\nC,fjordgate.example\nD,https://www.fjordgate.example/\nE,INFO@fjordgate.example\n`;

  const result = await importCsv(engine, csv, { object: 'person', createTargets: false });

  expect(result).toMatchObject({ created: 5, rejectedCount: 0 });
  const rows = await allRows(engine, 'person');
  expect(rows.map((row) => row['company'])).toEqual(Array.from({ length: 5 }, () => ({ id, title: 'Fjordgate' })));
});

test('a contact that goes by an unknown e-mail address is made with it; an id that nobody has makes nothing', async () => {
  const { engine, client } = await withSkills();
  const csv = 'Name,Contact\nOne,jo@x.example\nTwo,JO@X.example\nThree,00000000-0000-7000-8000-000000000000\n';

  const result = await importCsv(engine, csv, { object: 'opportunity' });

  expect(result).toMatchObject({ created: 2, createdTargets: 1, rejectedCount: 1 });
  const { rows } = await client.records.query({ object: 'person' });
  expect(rows).toMatchObject([{ emails: ['jo@x.example'] }]);
});

test('a task is about the record that its cell names: with its kind, or alone where only one is called that', async () => {
  const { engine, create } = await withSkills();
  const company = await create('company', { name: 'Fjordgate' });
  const deal = await create('opportunity', { name: 'Fjordgate' });
  const ann = await create('person', { name: 'Ann' });
  const csv = [
    'Title,About',
    'a,Company: Fjordgate',
    'b,Deals: fjordgate',
    'c,Ann',
    `d,person:${ann}`,
    'e,Fjordgate',
    'f,Nobody',
    'g,Company: Newcomer',
  ].join('\n');
  const file = stage(engine, csv);
  const plan = await planFor(engine, file, { object: 'task' });
  const columns = plan.columns.map((column) =>
    column.index === 1 ? { ...column, target: { kind: 'field' as const, field: 'target' } } : column,
  );

  const result = await run(engine, { ...plan, columns });

  expect(result).toMatchObject({ created: 5, createdTargets: 1, rejectedCount: 2 });
  const rows = await allRows(engine, 'task');
  expect(rows.map((row) => [row['title'], row['target']])).toMatchObject([
    ['a', { object: 'company', id: company }],
    ['b', { object: 'opportunity', id: deal }],
    ['c', { object: 'person', id: ann }],
    ['d', { object: 'person', id: ann }],
    ['g', { object: 'company', title: 'Newcomer' }],
  ]);
});

test('links are exported as names that an import reads back', async () => {
  const { engine, client, create } = await withSkills();
  const ids = [await create('skill', { name: 'Sales' }), await create('skill', { name: 'Nails; screws' })];
  await create('person', { name: { first: '', last: 'Ann' }, skills: ids });

  const csv = await client.exchange.export({
    set: { object: 'person' },
    fields: ['name.last', 'skills'],
    format: 'csv',
  });

  expect(readExport(engine, csv.file)).toContain('Ann,"Sales; ""Nails; screws"""');
});

test('ten thousand people come in with the same skill, which is counted, found and left alone by what has not seen them all', async () => {
  const { engine, client } = await withSkills();
  const rows = Array.from({ length: 10_000 }, (_, n) => `P${n},Popular`);
  await importCsv(engine, `Last name,Skills\n${rows.join('\n')}\n`, { object: 'person' });
  const [popular] = (await client.records.query({ object: 'skill' })).rows;
  const [anybody] = (await client.records.query({ object: 'person' })).rows;
  if (!popular || !anybody) throw new Error('Nothing was imported');
  const { id } = popular;
  const someone = anybody.id;

  const replaced = client.records.update({ object: 'skill', id, values: { people: [someone] } });

  await expect(replaced).rejects.toMatchObject({
    code: 'invalid_input',
    data: { reason: 'too_many_links', field: 'people', count: 10_000 },
  });
  expect(popular['people']).toHaveLength(200);
  const many = { related: 'people', count: { op: 'is', value: 10_000 } } as const;
  expect((await client.records.query({ object: 'skill', filter: many })).total).toBe(1);
  const linked = { field: 'skills', op: 'isAnyOf', value: [id] } as const;
  expect((await client.records.query({ object: 'person', filter: linked })).total).toBe(10_000);
  await client.records.update({ object: 'skill', id, values: { people: { remove: [someone] } } });
  expect((await client.records.query({ object: 'person', filter: linked })).total).toBe(9999);
  const cleared = await client.records.update({ object: 'skill', id, values: { people: null } });
  expect((await client.records.query({ object: 'person', filter: linked })).total).toBe(0);
  await client.history.undo({ operationId: cleared.operationId ?? undefined });
  expect((await client.records.query({ object: 'person', filter: linked })).total).toBe(9999);
}, 60_000);
