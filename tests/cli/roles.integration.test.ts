import path from 'node:path';
import { expect, test } from 'vitest';
import { outpost, outpostJson } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';

const RULES = JSON.stringify({
  otherObjects: { rights: ['see', 'create', 'edit'] },
  objects: { company: { rights: ['see'], records: 'own', fields: { industry: 'hidden' } } },
});

test('a role that is set and assigned holds for whoever is asked for as', async () => {
  const workspace = path.join(tempFolder(), 'workspace');
  const run = (...args: readonly string[]) => outpost('--workspace', workspace, ...args);
  const json = (...args: readonly string[]) => outpostJson('--workspace', workspace, ...args);
  await run('sample-data');

  const bo = await json('member', 'add', 'Bo Ek', '--email', 'bo@x.example');
  const role = await json('role', 'set', 'Sales', RULES);
  const assigned = await json('role', 'assign', 'BO@x.example', 'sales');
  const seen = await json('query', '--as', 'Bo Ek', '{"object":"company"}');
  const refused = [
    await run('--as', 'Bo Ek', 'query', '{"object":"company","sort":[{"field":"industry"}]}'),
    await run('--as', 'Bo Ek', 'record', 'create', 'company', '--set', 'name=Acme'),
    await run('--as', 'nobody', 'query', '{"object":"company"}'),
    await run('role', 'set', 'Sales', '{"otherObjects":{"rights":["see"]},"objects":{"ghost":{"rights":["see"]}}}'),
  ];
  const removed = await json('member', 'remove', 'Bo Ek');
  const gone = await run('--as', 'Bo Ek', 'query', '{"object":"person"}');

  expect(bo).toMatchObject({ name: 'Bo Ek', role: 'member', isActive: true });
  expect(role).toMatchObject({ name: 'Sales', isStandard: false });
  expect(assigned).toMatchObject({ name: 'Bo Ek', role: (role as { readonly key: string }).key });
  expect(seen).toMatchObject({ rows: [], total: 0 });
  expect(refused.map(({ code, stdout }) => [code === 0, stdout])).toEqual(refused.map(() => [false, '']));
  expect(refused.map(({ stderr }) => stderr)).toEqual([
    expect.stringContaining('have no field "industry"'),
    expect.stringContaining('forbidden'),
    expect.stringContaining('There is no member "nobody"'),
    expect.stringContaining('There is no object "ghost"'),
  ]);
  expect(removed).toMatchObject({ isActive: false });
  expect(gone.stderr).toContain('forbidden');
});

test('what the app refuses a member the command line refuses whoever speaks for them', async () => {
  const workspace = path.join(tempFolder(), 'workspace');
  const run = (...args: readonly string[]) => outpost('--workspace', workspace, ...args);
  const json = (...args: readonly string[]) => outpostJson('--workspace', workspace, ...args);
  await run('sample-data');
  await json('role', 'set', 'Office', '{"settings":["members"],"otherObjects":{"rights":["see","delete"]}}');
  await json('member', 'add', 'Adi Ek', '--role', 'guest');
  await json('role', 'assign', 'Adi Ek', 'Office');
  const { id } = (await json('record', 'create', 'company', '--set', 'name=Acme')) as { readonly id: string };
  await run('record', 'delete', 'company', id);

  const refused = [
    await run('--as', 'Adi Ek', 'member', 'add', 'Bo', '--role', 'admin'),
    await run('--as', 'Adi Ek', 'role', 'set', 'Chief', '{"otherObjects":{"rights":["see","export"]}}'),
    await run('--as', 'Adi Ek', 'record', 'purge', 'company', id),
    await run('role', 'remove', 'Office'),
  ];
  const purged = await json('record', 'purge', 'company', id);
  const gone = await run('record', 'get', 'company', id);

  expect(refused.map(({ stderr }) => stderr)).toEqual([
    expect.stringContaining('more than your own role allows you'),
    expect.stringContaining('more than your own role allows you'),
    expect.stringContaining('does not let you destroy Companies'),
    expect.stringContaining('Members still have the role'),
  ]);
  expect(purged).toMatchObject({ count: 1 });
  expect(gone.stderr).toContain('not_found');
});
