import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { computedWorkspace, euro } from './computed-workspace';

test('the doctor finds a computed value that is not what computing it gives', async () => {
  const { add, client, close, engine, formula, reopen } = await computedWorkspace();
  await formula('opportunity', 'doubled', 'amount(amount) * 2');
  await add('opportunity', { name: 'Pumps', amount: euro(1) });
  await add('opportunity', { name: 'Valves', amount: euro(2) });
  const { objects } = await client.schema.get({});
  const fields = objects.find(({ name }) => name === 'opportunity')?.fields;
  const key = fields?.find(({ name }) => name === 'doubled')?.key ?? '';
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
  await close();
  const file = new Database(engine.databaseFile);
  file.exec(`UPDATE r_opportunity SET f_${key} = 7 WHERE f_name = 'Pumps'`);
  file.close();

  const reopened = await reopen();

  expect((await reopened.client.workspace.doctor({})).findings).toMatchObject([{ check: 'computed', count: 1 }]);
});
