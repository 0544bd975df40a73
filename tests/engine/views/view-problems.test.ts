import { expect, test } from 'vitest';
import type { Filter } from '@shared/domain/query';
import { formatMessage } from '@shared/messages/format-message';
import { testEngine } from '../../helpers/test-engine';

const OPTIONS = [
  { key: 'hot', label: 'Hot', color: 'red' },
  { key: 'cold', label: 'Cold', color: 'blue' },
] as const;

const fixture = async () => {
  const engine = await testEngine();
  const { client } = engine;
  await client.schema.createField({
    object: 'company',
    name: 'heat',
    label: 'Heat',
    type: 'select',
    settings: { options: [...OPTIONS] },
  });
  const view = (name: string, filter: Filter) =>
    client.views.create({ object: 'company', name, settings: { kind: 'table', columns: [], sort: [], filter } });
  return { client, view };
};

test('views whose field or option has gone are told with why, and no others', async () => {
  const { client, view } = await fixture();
  await view('Cold ones', { not: { field: 'heat', op: 'isAnyOf', value: ['cold', 'hot'] } });
  await view('Hot ones', { and: [{ field: 'heat', op: 'is', value: 'hot' }] });
  await view('Named', { field: 'name', op: 'contains', value: 'x' });
  const before = await client.views.problems({});

  await client.schema.updateField({ object: 'company', name: 'heat', settings: { options: [OPTIONS[0]] } });
  const withoutOption = await client.views.problems({});
  await client.schema.deleteField({ object: 'company', name: 'heat' });
  const withoutField = await client.views.problems({});
  await client.schema.restoreField({ object: 'company', name: 'heat' });

  expect(before).toEqual([]);
  expect(withoutOption.map(({ name }) => name)).toEqual(['Cold ones']);
  expect(formatMessage(withoutOption[0]?.message ?? { id: '', message: '', values: {} })).toContain('cold');
  expect(withoutField.map(({ name }) => name).toSorted()).toEqual(['Cold ones', 'Hot ones']);
  expect((await client.views.problems({})).map(({ name }) => name)).toEqual(['Cold ones']);
});

test('the views of a new workspace have no problems', async () => {
  const { client } = await testEngine();

  expect(await client.views.problems({})).toEqual([]);
});
