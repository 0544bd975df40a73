import { expect, test } from 'vitest';
import type { ObjectRule, RoleRules } from '@shared/domain/roles';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';

const MORE = { code: 'forbidden', data: { reason: 'exceeds_own' } };

const company = (rule: Partial<ObjectRule>): Partial<RoleRules> => ({ objects: { company: everything(rule) } });
const open = { field: 'lifecycle', op: 'is' as const, value: 'lead' };

/** What somebody may do who may change members, what they try to hand on, and whether that is more. */
const CASES: readonly (readonly [string, Partial<RoleRules>, Partial<RoleRules>, boolean])[] = [
  ['the same', {}, { settings: ['members'] }, false],
  ['another setting', {}, { settings: ['import'] }, true],
  ['fewer rights', {}, company({ rights: ['see'] }), false],
  ['a right that they lack', company({ rights: ['see', 'edit'] }), company({ rights: ['see', 'delete'] }), true],
  ['an object out of sight', company({ rights: [] }), {}, true],
  ['nothing of an object out of sight', company({ rights: [] }), company({ rights: [] }), false],
  ['a field out of sight', company({ fields: { industry: 'hidden' } }), company({}), true],
  ['a field they may not change', company({ fields: { industry: 'readOnly' } }), company({}), true],
  [
    'the sight of it to those who change nothing',
    company({ fields: { industry: 'readOnly' } }),
    company({ rights: ['see', 'export'] }),
    false,
  ],
  ['all records', company({ records: 'own' }), company({}), true],
  ['own records', company({ records: 'ownAndShared' }), company({ records: 'own' }), false],
  ['own records of those that match', company({ records: 'filter', filter: open }), company({ records: 'own' }), true],
  [
    'the same filter',
    company({ records: 'filter', filter: open }),
    company({ records: 'filter', filter: open }),
    false,
  ],
  ['objects made later', { otherObjects: everything({ rights: ['see'] }) }, {}, true],
];

test.each(CASES.map(([what, own, given, isMore]) => ({ what, own, given, isMore })))(
  'whoever may change members hands on no more than they have: $what',
  async ({ own, given, isMore }) => {
    const engine = await testEngine();
    const { members } = engine.client;
    const adi = await newMember(engine, 'Adi', { settings: ['members'], ...own });
    const rules = { settings: [], otherObjects: own.otherObjects ?? everything(), objects: {}, ...given };
    if (isMore && own.otherObjects) rules.otherObjects = everything();
    const { key } = await members.saveRole({ name: 'Given', rules });
    const bo = await members.add({ name: 'Bo', role: 'guest' });
    const roles = adi.client.members;
    const taken = await members.add({ name: 'Cy', role: key });
    await members.update({ id: taken.id, isActive: false });

    const outcomes = await Promise.allSettled([
      roles.saveRole({ name: 'Made', rules }),
      roles.add({ name: 'Di', role: key }),
      roles.update({ id: bo.id, role: key }),
      roles.update({ id: taken.id, isActive: true }),
    ]);

    const wanted = isMore ? { status: 'rejected', reason: MORE } : { status: 'fulfilled' };
    expect(outcomes).toMatchObject(outcomes.map(() => wanted));
  },
);

test('an undo hands nothing on that could not be given by hand', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const adi = await newMember(engine, 'Adi', { settings: ['members'] });
  const { row: _row } = await client.records.create({ object: 'company', values: { name: 'Acme' } });
  const { key } = await client.members.saveRole({
    name: 'Strong',
    rules: { settings: ['members'], otherObjects: everything(), objects: {} },
  });
  const bo = await client.members.add({ name: 'Bo', role: key });
  await adi.client.members.update({ id: bo.id, role: adi.role });
  await client.members.saveRole({
    key,
    name: 'Strong',
    rules: { settings: ['members', 'backups'], otherObjects: everything(), objects: {} },
  });

  const undone = await adi.client.history.undo({});

  expect(undone).toMatchObject({ skippedCount: 1 });
  expect((await client.members.list({})).members.find(({ id }) => id === bo.id)?.role).toBe(adi.role);
});

test('an Owner hands on whatever they want', async () => {
  const { client } = await testEngine();

  const added = await client.members.add({ name: 'Bo', role: 'admin' });

  expect(added.role).toBe('admin');
});
