import { expect, test } from 'vitest';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';

test('who watches a list and loses the right to see it is told so, as by any call', async () => {
  const engine = await testEngine();
  const { id, client } = await newMember(engine, 'Bo', { otherObjects: everything() });
  const pages = await client.records.watch({ object: 'company', page: { limit: 20 } });
  await pages.next();

  const next = pages.next();
  await engine.client.members.update({ id, isActive: false });

  await expect(next).rejects.toMatchObject({ code: 'not_found', data: { object: 'company' } });
  expect(engine.errors).toEqual([]);
});
