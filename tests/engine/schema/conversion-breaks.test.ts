import { expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import { newMember } from '../../helpers/as-member';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const REF = { object: 'company', name: 'budget' } as const;

const withBudgets = async ({ client }: TestEngine, budgets: readonly (string | null)[]) => {
  await client.schema.createField({ object: 'company', label: 'Budget', type: 'text' });
  for (const [at, budget] of budgets.entries())
    await client.records.create({ object: 'company', values: { name: `C${at}`, budget } });
};

test('a preview names the formulas and rollups that a conversion would break, and those are the ones it breaks', async () => {
  const engine = await testEngine();
  const { client } = engine;
  await withBudgets(engine, ['1']);
  const formula = (object: string, label: string, expression: string) =>
    client.schema.createField({ object, label, type: 'formula', settings: { expression } });
  await formula('company', 'Shout', 'upper(budget)');
  await formula('company', 'Has one', 'isEmpty(budget)');
  await formula('person', 'Their budget', 'left(company.budget, 2)');

  const { breaks } = await client.schema.previewConversion({ ...REF, to: 'number' });
  await client.schema.convertField({ ...REF, to: 'number' });

  const named = breaks.filter(({ kind }) => kind === 'computed').map(({ object, name }) => [object, name]);
  expect(named).toEqual([
    ['person', 'Their budget'],
    ['company', 'Shout'],
  ]);
  const broken = (await client.schema.broken({})).map(({ object, field }) => [object, field]);
  expect(broken).toEqual([
    ['person', 'theirBudget'],
    ['company', 'shout'],
  ]);
});

test('a preview names the views whose filter, order or totals would not work, and no others', async () => {
  const engine = await testEngine();
  const { client } = engine;
  await withBudgets(engine, ['1']);
  const columns = [{ field: 'budget', widthPx: 100 }];
  const filter = { field: 'budget', op: 'contains' as const, value: 'x' };
  await client.views.create({ object: 'company', name: 'Filtered', settings: { kind: 'table', filter } });
  await client.views.create({ object: 'company', name: 'Shown', settings: { kind: 'table', columns } });
  await client.views.create({
    object: 'person',
    name: 'By company',
    settings: { kind: 'table', filter: { ...filter, field: 'company.budget' } },
  });
  await client.views.create({
    object: 'company',
    name: 'Sorted',
    settings: { kind: 'table', sort: [{ field: 'budget', direction: 'asc' }] },
  });

  const toNumber = await client.schema.previewConversion({ ...REF, to: 'number' });
  const toList = await client.schema.previewConversion({ ...REF, to: 'address' });

  const views = ({ breaks }: typeof toNumber) => breaks.filter(({ kind }) => kind === 'view').map(({ name }) => name);
  expect(views(toNumber)).toEqual(['Filtered', 'By company']);
  expect(views(toList)).toEqual([]);
});

test('a board loses its columns when its choice becomes a text', async () => {
  const { client } = await testEngine();
  const options = [{ key: 'a', label: 'A', color: 'gray' as const }];
  await client.schema.createField({ object: 'company', label: 'Budget', type: 'select', settings: { options } });
  await client.views.create({ object: 'company', name: 'Lanes', settings: { kind: 'board', groupBy: 'budget' } });

  const asText = await client.schema.previewConversion({ ...REF, to: 'text' });
  const asStage = await client.schema.previewConversion({ ...REF, to: 'stage' });

  expect(asText.breaks).toMatchObject([{ kind: 'view', object: 'company', name: 'Lanes' }]);
  expect(asStage.breaks).toEqual([]);
});

test('a preview says that values of a unique field would fall together, as the conversion does', async () => {
  const engine = await testEngine();
  await withBudgets(engine, ['9', '9.0', 'nine']);
  await engine.client.schema.updateField({ ...REF, isUnique: true });

  const preview = await engine.client.schema.previewConversion({ ...REF, to: 'integer' });
  const ofLists = await engine.client.schema.previewConversion({ ...REF, to: 'boolean' });

  expect(preview.refusal && formatMessage(preview.refusal)).toBe('Several records would have "9".');
  await expect(engine.client.schema.convertField({ ...REF, to: 'integer' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect(ofLists).toMatchObject({ refusal: null, breaks: [{ kind: 'unique', object: 'company', name: 'Budget' }] });
});

test('a required field, and a stage that asks for one, count the live records that would be without it', async () => {
  const engine = await testEngine();
  const { client } = engine;
  await client.schema.createField({ object: 'opportunity', label: 'Budget', type: 'text' });
  const fields = (await client.schema.get({})).objects.find(({ name }) => name === 'opportunity')?.fields ?? [];
  const stage = fields.find(({ name }) => name === 'stage');
  const pipelines = (stage?.settings.pipelines ?? []).map((pipeline) => ({
    ...pipeline,
    stages: pipeline.stages.map((each) => (each.key === 'proposal' ? { ...each, requiredFields: ['budget'] } : each)),
  }));
  await client.schema.updateField({ object: 'opportunity', name: 'stage', settings: { pipelines } });
  const deal = (name: string, budget: string, at: string) =>
    client.records.create({ object: 'opportunity', values: { name, budget, stage: at } });
  await deal('A', 'some', 'proposal');
  await deal('B', '12', 'proposal');
  await deal('C', 'much', pipelines[0]?.stages[0]?.key ?? '');
  const { row } = await deal('D', 'none', 'proposal');
  await client.records.delete({ object: 'opportunity', selection: { ids: [row.id] } });
  await client.schema.updateField({ object: 'opportunity', name: 'budget', isRequired: true });

  const { breaks } = await client.schema.previewConversion({ object: 'opportunity', name: 'budget', to: 'number' });

  expect(breaks).toMatchObject([
    { kind: 'required', name: 'Budget', count: 2 },
    { kind: 'stage', count: 1 },
  ]);
});

test('a role whose rule would no longer fit is named to whoever may change roles, and hinted at to others', async () => {
  const engine = await testEngine();
  await withBudgets(engine, ['1']);
  const rule = { rights: ['see' as const], fields: {} };
  const filter = { field: 'budget', op: 'contains' as const, value: '1' };
  await engine.client.members.saveRole({
    name: 'Small deals',
    rules: { settings: [], otherObjects: rule, objects: { company: { ...rule, records: 'filter', filter } } },
  });
  const modeller = await newMember(engine, 'Modeller', { settings: ['dataModel'] });

  const mine = await engine.client.schema.previewConversion({ ...REF, to: 'number' });
  const theirs = await modeller.client.schema.previewConversion({ ...REF, to: 'number' });

  expect(mine.breaks).toMatchObject([{ kind: 'role', object: 'company', name: 'Small deals' }]);
  expect(theirs.breaks).toMatchObject([{ kind: 'role', object: 'company', name: '' }]);
});

test('the rules of stages that would go with them are named', async () => {
  const { client } = await testEngine();
  const stages = [
    { key: 'k1', label: 'Trial', color: 'blue' as const, probability: 0 },
    { key: 'k2', label: 'Signed', color: 'green' as const, probability: 100, requiredFields: ['industry'] },
  ];
  await client.schema.createField({
    object: 'company',
    label: 'Budget',
    type: 'stage',
    settings: { pipelines: [{ key: 'main', label: 'Main', stages, winReasons: [], lossReasons: [] }] },
  });

  const { breaks } = await client.schema.previewConversion({ ...REF, to: 'select' });

  expect(breaks).toMatchObject([{ kind: 'stage', object: 'company', name: 'Signed', count: null }]);
});
