import { expect, test } from 'vitest';
import { ImportId } from '@shared/domain/ids';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';

const NO_BACKUP = '2026-11-20T09-00-00-000Z-manual.db.gz';

const seeing = everything({ rights: ['see'] });

test('what a role does not allow is refused, with the words of the object, and changes nothing', async () => {
  const engine = await testEngine();
  const { row } = await engine.client.records.create({ object: 'company', values: { name: 'Acme' } });
  const guest = await newMember(engine, 'Guest', { otherObjects: seeing });
  const ref = { object: 'company', id: row.id };
  const selection = { ids: [row.id] };
  const refused = { code: 'forbidden', message: expect.stringContaining('Companies') as string };

  await expect(guest.client.records.create({ object: 'company', values: { name: 'B' } })).rejects.toMatchObject(
    refused,
  );
  await expect(guest.client.records.update({ ...ref, values: { name: 'B' } })).rejects.toMatchObject(refused);
  await expect(
    guest.client.records.updateCells({ object: 'company', changes: [{ id: row.id, values: { name: 'B' } }] }),
  ).rejects.toMatchObject(refused);
  await expect(
    guest.client.records.updateMany({ object: 'company', selection, values: { name: 'B' } }),
  ).rejects.toMatchObject(refused);
  await expect(guest.client.records.delete({ object: 'company', selection })).rejects.toMatchObject(refused);
  await engine.client.records.delete({ object: 'company', selection });
  await expect(guest.client.records.restore({ object: 'company', selection })).rejects.toMatchObject(refused);
  await expect(guest.client.exchange.export({ set: { object: 'company' }, format: 'csv' })).rejects.toMatchObject(
    refused,
  );
  expect(await guest.client.records.get(ref)).toMatchObject({ name: 'Acme' });
  expect(engine.errors).toEqual([]);
});

test('settings are changed only by those whose role lets them', async () => {
  const engine = await testEngine();
  const guest = (await newMember(engine, 'Guest', { otherObjects: seeing })).client;
  const { members, roles } = await engine.client.members.list({});
  const rules = { settings: [], otherObjects: everything(), objects: {} };
  const [owner] = members;
  if (!owner) throw new Error('Nobody');
  const anyImport = ImportId.parse(owner.id);

  const attempts = [
    guest.workspace.update({ name: 'Mine' }),
    guest.backups.create({}),
    guest.backups.list({}),
    guest.backups.remove({ name: NO_BACKUP }),
    guest.backups.setOtherFolder({ folder: null }),
    guest.backups.verify({ name: NO_BACKUP }),
    guest.backups.restore({ name: NO_BACKUP }),
    guest.backups.restoreAt({ atMs: 0 }),
    guest.workspace.doctor({}),
    guest.workspace.rebuildSearch({}),
    ...(['pauseImport', 'resumeImport'] as const).map((name) => guest.exchange[name]({ id: anyImport })),
    guest.exchange.cancelImport({ id: anyImport, undo: true }),
    guest.workspace.loadSampleData({}),
    guest.schema.createObject({ labelSingular: 'A', labelPlural: 'As' }),
    guest.schema.updateObject({ name: 'person', labelPlural: 'P' }),
    guest.schema.deleteObject({ name: 'person' }),
    guest.schema.createField({ object: 'person', label: 'A', type: 'text' }),
    guest.schema.updateField({ object: 'person', name: 'name', label: 'A' }),
    guest.schema.deleteField({ object: 'person', name: 'name' }),
    guest.schema.restoreField({ object: 'person', name: 'name' }),
    guest.views.create({ object: 'person', name: 'A', settings: { kind: 'table', columns: [], sort: [] } }),
    guest.members.add({ name: 'A' }),
    guest.members.update({ id: owner.id, role: 'guest' }),
    guest.members.saveRole({ name: 'A', rules }),
    guest.members.deleteRole({ key: roles[2]?.key ?? '' }),
  ];

  for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
});

test('a field that may be seen is not changed by those who may not, one by one or in bulk; one out of sight is not there', async () => {
  const engine = await testEngine();
  const { row } = await engine.client.records.create({
    object: 'company',
    values: { name: 'Acme', industry: 'Secret', employees: 7 },
  });
  const { client } = await newMember(engine, 'Bo', {
    objects: { company: everything({ fields: { employees: 'readOnly', industry: 'hidden' } }) },
  });
  const change = (values: Record<string, string | number>) =>
    client.records.update({ object: 'company', id: row.id, values });

  await expect(change({ employees: 8 })).rejects.toMatchObject({ code: 'forbidden', data: { field: 'employees' } });
  await expect(change({ industry: 'x' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: 'There is no field named "industry".',
  });
  await expect(client.records.create({ object: 'company', values: { name: 'B', employees: 1 } })).rejects.toMatchObject(
    { code: 'forbidden' },
  );
  await expect(
    client.records.updateMany({
      object: 'company',
      selection: { set: { object: 'company' } },
      values: { employees: 1 },
    }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  expect((await change({ name: 'Acme AS' })).row).not.toHaveProperty('industry');
  expect(await engine.client.records.get({ object: 'company', id: row.id })).toMatchObject({
    name: 'Acme AS',
    industry: 'Secret',
    employees: 7,
  });
});

test('nobody changes, deletes, restores or links to a record that they do not see', async () => {
  const engine = await testEngine();
  const { row } = await engine.client.records.create({ object: 'company', values: { name: 'Hidden' } });
  const { client } = await newMember(engine, 'Bo', { objects: { company: everything({ records: 'own' }) } });
  const gone = { code: 'not_found' };

  await expect(client.records.update({ object: 'company', id: row.id, values: { name: 'x' } })).rejects.toMatchObject(
    gone,
  );
  expect(await client.records.delete({ object: 'company', selection: { ids: [row.id] } })).toEqual({
    operationId: null,
    count: 0,
  });
  await expect(client.records.create({ object: 'person', values: { company: row.id } })).rejects.toMatchObject({
    code: 'invalid_input',
    data: { reason: 'no_target' },
  });
  expect(await engine.client.records.get({ object: 'company', id: row.id })).toMatchObject({
    name: 'Hidden',
    deletedAt: null,
  });
});

test('nobody makes a record, or changes one into one, that they could not see', async () => {
  const engine = await testEngine();
  const { client } = await newMember(engine, 'Bo', {
    objects: {
      company: everything({ records: 'filter', filter: { field: 'industry', op: 'is', value: 'Shipping' } }),
      opportunity: everything({
        records: 'filter',
        filter: { field: 'company.industry', op: 'is', value: 'Shipping' },
      }),
    },
  });

  await expect(
    client.records.create({ object: 'company', values: { name: 'A', industry: 'Steel' } }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const { row } = await client.records.create({ object: 'company', values: { name: 'A', industry: 'Shipping' } });
  await expect(
    client.records.update({ object: 'company', id: row.id, values: { industry: 'Steel' } }),
  ).rejects.toMatchObject({ code: 'forbidden', data: { reason: 'out_of_sight' } });
  await expect(client.records.create({ object: 'opportunity', values: { name: 'D' } })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(
    (await client.records.create({ object: 'opportunity', values: { name: 'D', company: row.id } })).row,
  ).toMatchObject({ name: 'D' });
  await client.records.delete({ object: 'company', selection: { ids: [row.id] } });
  await client.records.restore({ object: 'company', selection: { ids: [row.id] } });
});

test('what a rule asks of computed fields, links and numbers is looked at once they are settled', async () => {
  const engine = await testEngine();
  const { schema } = engine.client;
  await schema.createField({ object: 'opportunity', label: 'No', name: 'no', type: 'autoNumber' });
  const links = { target: 'company', inverseLabel: 'Partner deals' };
  await schema.createField({ object: 'opportunity', label: 'Partners', type: 'relations', settings: links });
  const isBig = { expression: 'amount > money(50, "EUR")' };
  await schema.createField({ object: 'opportunity', label: 'Big', name: 'big', type: 'formula', settings: isBig });
  const { client } = await newMember(engine, 'Bo', {
    objects: {
      opportunity: everything({
        records: 'filter',
        filter: {
          and: [
            { field: 'big', op: 'is', value: true },
            { field: 'partners', op: 'isNotEmpty' },
            { field: 'no', op: 'isNotEmpty' },
          ],
        },
      }),
    },
  });
  const partner = (await client.records.create({ object: 'company', values: { name: 'Acme' } })).row.id;
  const big = { amountMinor: 10_000, currency: 'EUR' };
  const small = { amountMinor: 100, currency: 'EUR' };
  const refused = { code: 'forbidden', data: { reason: 'out_of_sight' } };
  const object = 'opportunity';

  const { row } = await client.records.create({ object, values: { name: 'D', amount: big, partners: [partner] } });
  const selection = { ids: [row.id] };

  await expect(
    client.records.create({ object, values: { name: 'E', amount: small, partners: [partner] } }),
  ).rejects.toMatchObject(refused);
  await expect(client.records.create({ object, values: { name: 'F', amount: big } })).rejects.toMatchObject(refused);
  await expect(client.records.update({ object, id: row.id, values: { amount: small } })).rejects.toMatchObject(refused);
  await expect(client.records.updateMany({ object, selection, values: { partners: [] } })).rejects.toMatchObject(
    refused,
  );
  expect((await engine.client.records.query({ object })).rows).toMatchObject([{ name: 'D', amount: big }]);
  expect((await engine.client.workspace.doctor({})).findings).toEqual([]);
});

test('own records are those one made or is named as owner of; shared ones name one anywhere else', async () => {
  const engine = await testEngine();
  await engine.client.schema.createField({ object: 'company', label: 'Helper', name: 'helper', type: 'member' });
  const bo = await newMember(engine, 'Bo', { objects: { company: everything({ records: 'own' }) } });
  const cy = await newMember(engine, 'Cy', { objects: { company: everything({ records: 'ownAndShared' }) } });
  const make = (client: typeof engine.client, values: Record<string, string>) =>
    client.records.create({ object: 'company', values });
  await make(engine.client, { name: 'theirs' });
  await make(engine.client, { name: 'given', owner: bo.id });
  await make(engine.client, { name: 'helped', helper: cy.id });
  await make(bo.client, { name: 'made and given away', owner: cy.id });

  const namesFor = async (client: typeof engine.client) =>
    (await client.records.query({ object: 'company', sort: [{ field: 'name' }] })).rows.map(({ name }) => name);

  expect(await namesFor(bo.client)).toEqual(['given', 'made and given away']);
  expect(await namesFor(cy.client)).toEqual(['helped', 'made and given away']);
  expect(await namesFor(engine.client)).toHaveLength(4);
});

test('each undoes what they did themselves, and no more than they may do now', async () => {
  const engine = await testEngine();
  const { row } = await engine.client.records.create({ object: 'company', values: { name: 'Acme', employees: 1 } });
  const bo = await newMember(engine, 'Bo', {});
  await bo.client.records.update({ object: 'company', id: row.id, values: { name: 'Bo was here', employees: 2 } });
  const { row: his } = await bo.client.records.create({ object: 'company', values: { name: 'His' } });
  await engine.client.members.saveRole({
    key: bo.role,
    name: 'less',
    rules: {
      settings: [],
      otherObjects: everything(),
      objects: { company: everything({ rights: ['see', 'edit'], fields: { employees: 'readOnly' } }) },
    },
  });
  const { operations } = await bo.client.history.operations({});
  const update = operations.find(({ verb }) => verb === 'update');

  const undoneCreate = await bo.client.history.undo({});
  const undoneUpdate = await bo.client.history.undo(update ? { operationId: update.id } : {});

  expect(undoneCreate).toMatchObject({ count: 0, skippedCount: 1 });
  expect(undoneUpdate).toMatchObject({ count: 1, skipped: [{ field: 'employees' }] });
  expect(await engine.client.records.get({ object: 'company', id: row.id })).toMatchObject({
    name: 'Acme',
    employees: 2,
  });
  expect(await engine.client.records.get({ object: 'company', id: his.id })).toMatchObject({ deletedAt: null });
});

test('deleting a record does not delete with it what its deleter may not', async () => {
  const engine = await testEngine();
  await engine.client.schema.updateField({
    object: 'person',
    name: 'company',
    settings: { target: 'company', onTargetDelete: 'cascade' },
  });
  const { row } = await engine.client.records.create({ object: 'company', values: { name: 'Acme' } });
  await engine.client.records.create({ object: 'person', values: { name: 'Ann', company: row.id } });
  const { client } = await newMember(engine, 'Bo', { objects: { person: everything({ rights: [] }) } });

  await expect(client.records.delete({ object: 'company', selection: { ids: [row.id] } })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('rules that do not fit the data model, or that lock everybody out, are refused with the place', async () => {
  const engine = await testEngine();
  const save = (objects: Record<string, ReturnType<typeof everything>>, more: object = {}) =>
    engine.client.members.saveRole({
      name: 'R',
      rules: { settings: [], otherObjects: everything(), objects, ...more },
    });
  const bad = [
    [save({ ghost: everything() }), { object: 'ghost' }],
    [save({ company: everything({ fields: { ghost: 'hidden' } }) }), { object: 'company', field: 'ghost' }],
    [save({ company: everything({ fields: { name: 'hidden' } }) }), { object: 'company', field: 'name' }],
    [save({ company: everything({ fields: { createdAt: 'hidden' } }) }), { object: 'company', field: 'createdAt' }],
    [save({ company: everything({ rights: ['edit'] }) }), { object: 'company', right: 'see' }],
    [save({ company: everything({ records: 'filter' }) }), { object: 'company' }],
    [
      save({ company: everything({ records: 'filter', filter: { field: 'ghost', op: 'isEmpty' } }) }),
      { object: 'company', field: 'ghost' },
    ],
    [
      save({ company: everything({ records: 'filter', filter: { field: 'name', op: 'inLast', value: 1 } }) }),
      { object: 'company', op: 'inLast' },
    ],
    [save({}, { otherObjects: everything({ fields: { name: 'hidden' } }) }), { object: '*' }],
    [save({ company: everything({ rights: [] }) }, { settings: ['dataModel'] }), { setting: 'dataModel' }],
  ] as const;

  for (const [attempt, data] of bad) await expect(attempt).rejects.toMatchObject({ code: 'invalid_input', data });
  const rules = { settings: [], otherObjects: everything(), objects: {} };
  await expect(engine.client.members.saveRole({ key: 'owner', name: 'Owner', rules })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(engine.client.members.deleteRole({ key: 'guest' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(engine.client.members.saveRole({ name: 'guest', rules })).rejects.toMatchObject({
    code: 'invalid_input',
    data: { field: 'name' },
  });
});

test('who is no Owner can neither become one, nor change one, nor their own role', async () => {
  const engine = await testEngine();
  const owner = (await engine.client.members.list({})).me;
  const admin = await newMember(engine, 'Adi', { settings: ['members'] });
  const rules = { settings: [], otherObjects: everything(), objects: {} };

  await expect(admin.client.members.update({ id: admin.id, role: 'owner' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(admin.client.members.update({ id: admin.id, role: 'guest' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(admin.client.members.update({ id: owner, name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(admin.client.members.add({ name: 'x', role: 'owner' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(admin.client.members.saveRole({ key: admin.role, name: 'x', rules })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(engine.client.members.deleteRole({ key: admin.role })).rejects.toMatchObject({ code: 'conflict' });
});

test('an undo gives nobody back what they could not be given by hand', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const adi = await newMember(engine, 'Adi', { settings: ['members'] });
  const newest = async () => (await client.history.operations({})).operations[0]?.id;
  await client.members.update({ id: adi.id, role: 'owner' });
  await client.members.update({ id: adi.id, role: adi.role });
  const demotion = await newest();
  const rules = { settings: ['members' as const], otherObjects: everything({ rights: ['see'] }), objects: {} };
  await client.members.saveRole({ key: adi.role, name: 'less', rules });
  const restriction = await newest();
  if (demotion === undefined || restriction === undefined) throw new Error('Nothing was logged');

  const undone = [
    await adi.client.history.undo({ operationId: demotion }),
    await adi.client.history.undo({ operationId: restriction }),
  ];

  expect(undone).toMatchObject([{ skippedCount: 1 }, { skippedCount: 2 }]);
  const { members, roles } = await client.members.list({});
  expect(members.find(({ id }) => id === adi.id)).toMatchObject({ role: adi.role });
  expect(roles.find(({ key }) => key === adi.role)).toMatchObject({ name: 'less', rules });
});

test('an undo leaves a workspace an Owner', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const { me } = await client.members.list({});
  const { id } = await client.members.add({ name: 'Bo', role: 'owner' });
  const [added] = (await client.history.operations({})).operations;
  await client.members.update({ id: me, role: 'member' });

  const undone = await client.history.undo(added ? { operationId: added.id } : {});

  expect(undone).toMatchObject({ skippedCount: 1 });
  expect((await client.members.list({})).members).toMatchObject([
    { id: me, role: 'member' },
    { id, role: 'owner' },
  ]);
});

test('a role that changes holds from the next call on; a member who is no longer active sees nothing', async () => {
  const engine = await testEngine();
  await engine.client.records.create({ object: 'company', values: { name: 'Acme' } });
  const bo = await newMember(engine, 'Bo', {});
  const total = async () => (await bo.client.records.query({ object: 'company' })).total;
  expect(await total()).toBe(1);

  await engine.client.members.saveRole({
    key: bo.role,
    name: 'less',
    rules: { settings: [], otherObjects: everything({ records: 'own' }), objects: {} },
  });
  expect(await total()).toBe(0);
  await engine.client.history.undo({});
  expect(await total()).toBe(1);
  await engine.client.members.update({ id: bo.id, isActive: false });

  await expect(total()).rejects.toMatchObject({ code: 'not_found' });
  expect((await bo.client.schema.get({})).objects).toEqual([]);
  await expect(bo.client.members.viewAs({ id: bo.id })).rejects.toMatchObject({ code: 'forbidden' });
});

test('values of a rule are values, whatever stands in them', async () => {
  const engine = await testEngine();
  for (const value of [`'; DROP TABLE r_company; --`, `a''b"c?d`, '? ?', 'x\u0001y', '100%_\\']) {
    await engine.client.records.create({ object: 'company', values: { name: value, industry: value } });
    const { client } = await newMember(engine, `M ${value}`.slice(0, 80), {
      objects: {
        company: everything({
          records: 'filter',
          filter: {
            and: [
              { field: 'industry', op: 'is', value },
              { field: 'name', op: 'contains', value },
            ],
          },
        }),
      },
    });

    const { rows, total } = await client.records.query({ object: 'company' });

    expect([total, rows.length]).toEqual([1, 1]);
  }
});
