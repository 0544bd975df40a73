import { expect, test } from 'vitest';
import { CUSTOM_FIELD_TYPES } from '@shared/domain/schema';
import type { SchemaDocument } from '@shared/domain/schema-document';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { makeWholeSchema } from './whole-schema';

type Client = TestEngine['client'];
type FieldInput = Partial<SchemaDocument['objects'][number]['fields'][number]> & { name: string };

const field = (more: FieldInput) => ({
  label: more.name,
  type: 'text' as const,
  settings: {},
  help: '',
  isRequired: false,
  isUnique: false,
  isHidden: false,
  ...more,
});

const documentOf = (...objects: (readonly [name: string, ...fields: FieldInput[]])[]): SchemaDocument => ({
  format: 'outpost-schema',
  version: 1,
  objects: objects.map(([name, ...fields]) => ({
    name,
    labelSingular: name,
    labelPlural: `${name}s`,
    icon: 'box',
    color: 'gray',
    fields: [field({ name: 'name', label: 'Name' }), ...fields.map(field)],
  })),
});

/** A data model with one of everything that can be told. */
const furnish = async ({ schema }: Client): Promise<void> => {
  await schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites', name: 'site', color: 'teal' });
  const rules = { help: 'In square metres', isRequired: true };
  await schema.createField({
    object: 'site',
    label: 'Size',
    type: 'number',
    settings: { decimals: 2, min: 0 },
    ...rules,
  });
  await schema.createField({ object: 'site', label: 'Code', type: 'text', isUnique: true, settings: { maxLength: 8 } });
  await schema.createField({ object: 'site', label: 'Owner', type: 'relation', settings: { target: 'company' } });
  await schema.createField({
    object: 'company',
    label: 'Advisers',
    type: 'relations',
    settings: { target: 'person', inverseLabel: 'Advised companies' },
  });
  await schema.createField({
    object: 'person',
    label: 'Level',
    type: 'select',
    settings: { options: [{ key: 'gold', label: 'Gold', color: 'amber' }] },
  });
  await schema.updateField({ object: 'person', name: 'level', isHidden: true, order: 0 });
  await schema.updateObject({ name: 'site', order: 0 });
  await schema.createField({ object: 'site', label: 'Gone', type: 'text' });
  await schema.deleteField({ object: 'site', name: 'gone' });
};

test('a document applied to an empty workspace comes out of it the same', async () => {
  const one = await testEngine();
  await furnish(one.client);
  const document = await one.client.schema.export({});
  const two = await testEngine();

  await two.client.schema.apply({ document });

  expect(await two.client.schema.export({})).toEqual(document);
  expect(document.objects[0]?.fields.map(({ name }) => name)).toEqual(['name', 'size', 'code', 'owner']);
});

test('every field type, computed fields over one another and two pipelines come out the same, and work', async () => {
  const one = await testEngine();
  await makeWholeSchema(one.client);
  const document = await one.client.schema.export({});
  const two = await testEngine();

  await two.client.schema.apply({ document });
  const again = await two.client.schema.apply({ document });
  const company = await two.client.records.create({ object: 'company', values: { name: 'Acme' } });
  await two.client.records.create({
    object: 'site',
    values: { name: 'Quay', relationField: company.row.id, integerField: 20, stageField: 'talk' },
  });

  expect(await two.client.schema.export({})).toEqual(document);
  expect(again.changes).toEqual([]);
  const types = document.objects.flatMap(({ fields }) => fields.map(({ type }) => type));
  expect(CUSTOM_FIELD_TYPES.filter((type) => !types.includes(type))).toEqual([]);
  expect(await two.client.records.get({ object: 'company', id: company.row.id })).toMatchObject({
    siteTotal: 40,
    siteScore: 41,
  });
});

test('a document with a circle of formulas is refused where the circle begins', async () => {
  const { client } = await testEngine();
  const document = documentOf([
    'site',
    { name: 'a', type: 'formula', settings: { expression: 'b + 1' } },
    { name: 'b', type: 'formula', settings: { expression: 'a + 1' } },
  ]);

  await expect(client.schema.apply({ document })).rejects.toMatchObject({
    code: 'invalid_input',
    data: { at: 'objects.0.fields.1' },
  });
});

test('an application is one step for undo, and the second one changes nothing', async () => {
  const one = await testEngine();
  await furnish(one.client);
  const document = await one.client.schema.export({});
  const { client } = await testEngine();
  const before = await client.schema.export({});

  const first = await client.schema.apply({ document });
  const second = await client.schema.apply({ document });
  await client.history.undo({});

  expect(first.operationId).not.toBeNull();
  expect(first.changes).toContainEqual({ kind: 'createField', object: 'site', field: 'size' });
  expect(second).toEqual({ operationId: null, changes: [] });
  expect(await client.schema.export({})).toEqual(before);
});

test('a dry run says what would be done and does nothing', async () => {
  const { client } = await testEngine();
  const before = await client.schema.get({});
  const operations = await client.history.operations({});

  const tried = await client.schema.apply({ document: documentOf(['site', { name: 'city' }]), dryRun: true });

  expect(tried).toEqual({
    operationId: null,
    changes: [
      { kind: 'createObject', object: 'site', field: null },
      { kind: 'createField', object: 'site', field: 'city' },
    ],
  });
  expect(await client.schema.get({})).toEqual(before);
  expect(await client.history.operations({})).toEqual(operations);
});

test('what differs is changed, what is deleted comes back, what is not named stays', async () => {
  const { client } = await testEngine();
  await client.schema.apply({ document: documentOf(['site', { name: 'city' }, { name: 'size' }, { name: 'mine' }]) });
  await client.records.create({ object: 'site', values: { name: 'Quay', size: '12', city: 'Oslo' } });
  await client.schema.deleteField({ object: 'site', name: 'city' });

  const { changes } = await client.schema.apply({
    document: documentOf(['site', { name: 'size', type: 'integer', help: 'Metres' }, { name: 'city', label: 'Town' }]),
  });
  const [site] = (await client.records.query({ object: 'site' })).rows;

  expect(changes).toEqual([
    { kind: 'restoreField', object: 'site', field: 'city' },
    { kind: 'convertField', object: 'site', field: 'size' },
    { kind: 'updateField', object: 'site', field: 'size' },
    { kind: 'updateField', object: 'site', field: 'city' },
  ]);
  expect(site).toMatchObject({ size: 12, city: 'Oslo', mine: null });
});

test('a document about one field leaves the order of all others alone', async () => {
  const { client } = await testEngine();
  const before = await client.schema.export({});
  const company = before.objects.find(({ name }) => name === 'company');
  const objects = company ? [{ ...company, fields: [field({ name: 'code' })] }] : [];

  const { changes } = await client.schema.apply({ document: { ...before, objects } });
  const after = await client.schema.export({});

  expect(changes).toEqual([{ kind: 'createField', object: 'company', field: 'code' }]);
  expect(after.objects.map(({ name }) => name)).toEqual(before.objects.map(({ name }) => name));
  expect(after.objects.find(({ name }) => name === 'company')?.fields.map(({ name }) => name)).toEqual([
    ...(company?.fields.map(({ name }) => name) ?? []),
    'code',
  ]);
});

const LONG = 'x'.repeat(201);

test.each<readonly [string, unknown, string]>([
  [
    'an unknown type',
    documentOf(['site', { name: 'a', type: 'colour' as 'text' }]),
    'document.objects.0.fields.1.type',
  ],
  ['a name that is none', documentOf(['site', { name: 'drop table"' }]), 'document.objects.0.fields.1.name'],
  ['a label that is too long', documentOf(['site', { name: 'a', label: LONG }]), 'document.objects.0.fields.1.label'],
  ['another format', { ...documentOf(), format: 'other' }, 'document.format'],
  ['a newer version', { ...documentOf(), version: 2 }, 'document.version'],
  ['too many objects', { ...documentOf(), objects: Array.from({ length: 501 }, () => 1) }, 'document.objects'],
])('%s is refused with its place', async (_what, document, path) => {
  const { client } = await testEngine();

  const applied = client.schema.apply({ document: document as SchemaDocument });

  await expect(applied).rejects.toMatchObject({
    code: 'invalid_input',
    data: { path: expect.stringContaining(path) as string },
  });
});

test.each<readonly [string, SchemaDocument, string]>([
  ['a reserved name', documentOf(['site', { name: 'toString' }]), 'objects.0.fields.1'],
  ['a name of the system', documentOf(['site', { name: 'createdAt' }]), 'objects.0.fields.1'],
  ['a name that is there twice', documentOf(['site', { name: 'a' }, { name: 'A' }]), 'objects.0.fields.2'],
  ['an object that is there twice', documentOf(['site'], ['Site']), 'objects.1'],
  [
    'a target that is not there',
    documentOf(['site', { name: 'a', type: 'relation', settings: { target: 'no' } }]),
    'objects.0.fields.1',
  ],
  ['another type without a conversion', documentOf(['site', { name: 'name', type: 'number' }]), 'objects.0.fields.1'],
  [
    'a circle of required relations',
    documentOf(
      ['site', { name: 'plan', type: 'relation', settings: { target: 'plan' }, isRequired: true }],
      ['plan', { name: 'site', type: 'relation', settings: { target: 'site' }, isRequired: true }],
    ),
    'objects.1.fields.1',
  ],
  [
    'a rollup that depends on what day it is',
    documentOf([
      'site',
      { name: 'host', type: 'relation', settings: { target: 'site', inverseLabel: 'Guests', inverseName: 'guests' } },
      {
        name: 'fresh',
        type: 'rollup',
        settings: { rollup: { related: 'guests', fn: 'count', filter: { field: 'createdAt', op: 'isEmpty' } } },
      },
      {
        name: 'busy',
        type: 'rollup',
        settings: {
          rollup: { related: 'guests', fn: 'count', filter: { field: 'createdAt', op: 'inPeriod', value: 'today' } },
        },
      },
    ]),
    'objects.0.fields.3',
  ],
  [
    'more fields than fit',
    documentOf(['site', ...Array.from({ length: 400 }, (_, n) => ({ name: `a${n}`, type: 'address' as const }))]),
    'objects.0.fields.',
  ],
])('%s is refused with its position, and nothing is left of the document', async (_what, document, position) => {
  const { client } = await testEngine();
  const before = await client.schema.export({});

  const applied = client.schema.apply({ document });

  await expect(applied).rejects.toMatchObject({ data: { at: expect.stringContaining(position) as string } });
  expect(await client.schema.export({})).toEqual(before);
  expect((await client.history.operations({})).operations).toEqual([]);
});

test('a relation that needs its own object first cannot be required', async () => {
  const { client } = await testEngine();
  await client.schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites', name: 'site' });

  const made = client.schema.createField({
    object: 'site',
    label: 'Parent',
    type: 'relation',
    settings: { target: 'site' },
    isRequired: true,
  });

  await expect(made).rejects.toMatchObject({ code: 'invalid_input', data: { reason: 'required_cycle' } });
});
