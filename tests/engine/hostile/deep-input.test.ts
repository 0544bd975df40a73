import { expect, test } from 'vitest';
import type { Filter } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import { testEngine } from '../../helpers/test-engine';

const LEVELS = 3000;

const nested = <T>(inner: T, wrap: (inner: T) => T, levels = LEVELS): T =>
  levels === 0 ? inner : nested(wrap(inner), wrap, levels - 1);

test('a value that nests without end is refused', async () => {
  const { client, errors } = await testEngine();
  const name = nested<FieldInput>(1, (inner) => ({ inner }));

  await expect(client.records.create({ object: 'company', values: { name } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect(errors).toEqual([]);
});

test('a filter that nests without end is refused', async () => {
  const { client, errors } = await testEngine();
  const filter = nested<Filter>({ and: [] }, (not) => ({ not }));

  await expect(client.records.query({ object: 'company', filter })).rejects.toMatchObject({ code: 'invalid_input' });
  expect(errors).toEqual([]);
});
