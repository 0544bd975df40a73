import { expect, test } from 'vitest';
import type { RecordPage } from '@shared/contract/records.contract';
import type { RecordId } from '@shared/domain/ids';
import type { Filter } from '@shared/domain/query';
import { RelationValue, type FieldInput, type Row } from '@shared/domain/values';
import { testEngine } from '../../helpers/test-engine';

/** People with skills: an object of skills and the field on both sides. */
const withSkills = async () => {
  const engine = await testEngine();
  const { client } = engine;
  await client.schema.createObject({ labelSingular: 'Skill', labelPlural: 'Skills', name: 'skill' });
  const field = await client.schema.createField({
    object: 'person',
    label: 'Skills',
    type: 'relations',
    settings: { target: 'skill' },
  });
  const create = async (object: string, values: Record<string, FieldInput>): Promise<RecordId> =>
    (await client.records.create({ object, values })).row.id;
  const person = (last: string, skills: FieldInput = null) => create('person', { name: { first: '', last }, skills });
  const skill = (name: string) => create('skill', { name });
  const titles = (row: Row, of: string) => {
    const value = row[of] ?? null;
    return (
      value &&
      RelationValue.array()
        .parse(value)
        .map(({ title }) => title)
    );
  };
  const skillsOf = async (id: RecordId) => titles(await client.records.get({ object: 'person', id }), 'skills');
  const peopleOf = async (id: RecordId) => titles(await client.records.get({ object: 'skill', id }), 'people');
  const setSkills = (id: RecordId, skills: FieldInput) =>
    client.records.update({ object: 'person', id, values: { skills } });
  const found = async (object: string, filter: Filter) =>
    (await client.records.query({ object, filter })).rows.map(({ id }) => id);
  return { ...engine, field, person, skill, skillsOf, peopleOf, setSkills, found };
};

test('a field of many records is made on both sides, and what is linked on one is seen on the other', async () => {
  const { client, field, person, skill, skillsOf, peopleOf } = await withSkills();
  const sql = await skill('SQL');
  const sales = await skill('Sales');

  const ann = await person('Ann', [sql, sales, sql]);
  await client.records.update({ object: 'skill', id: sales, values: { people: { add: [await person('Bob')] } } });

  const { objects } = await client.schema.get({});
  const twin = objects.find(({ name }) => name === 'skill')?.fields.find(({ type }) => type === 'relations');
  expect(field).toMatchObject({ name: 'skills', type: 'relations', settings: { target: 'skill', side: 'a' } });
  expect(twin).toMatchObject({ name: 'people', label: 'People', settings: { target: 'person', side: 'b' } });
  expect(twin?.settings.link).toBe(field.settings.link);
  expect(objects.map(({ name }) => name)).toEqual(['person', 'company', 'opportunity', 'task', 'note', 'skill']);
  expect(await skillsOf(ann)).toEqual(['SQL', 'Sales']);
  expect(await peopleOf(sales)).toEqual(['Ann', 'Bob']);
});

test('a relation of an object with itself has two fields, one for each direction', async () => {
  const { client } = await testEngine();
  const settings = { target: 'person', inverseLabel: 'Mentees', inverseName: 'mentees' };
  await client.schema.createField({ object: 'person', label: 'Mentors', type: 'relations', settings });
  const ann = (await client.records.create({ object: 'person', values: { name: 'Ann' } })).row.id;
  const bob = (await client.records.create({ object: 'person', values: { name: 'Bob', mentors: [ann] } })).row;

  const mentor = await client.records.get({ object: 'person', id: ann });
  const itself = client.records.update({ object: 'person', id: ann, values: { mentors: [ann] } });

  expect(bob).toMatchObject({ mentors: [{ id: ann, title: 'Ann' }], mentees: null });
  expect(mentor).toMatchObject({ mentors: null, mentees: [{ id: bob.id, title: 'Bob' }] });
  await expect(itself).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'mentors' } });
});

test('a list replaces the links, add and remove change single ones, and what is there already is no change', async () => {
  const { person, skill, skillsOf, setSkills } = await withSkills();
  const [a, b, c] = [await skill('A'), await skill('B'), await skill('C')];
  const ann = await person('Ann', [a, b]);

  expect((await setSkills(ann, [b, a])).operationId).toBeNull();
  await setSkills(ann, [b, c]);
  expect(await skillsOf(ann)).toEqual(['B', 'C']);
  await setSkills(ann, { add: [a, b], remove: [c] });
  expect(await skillsOf(ann)).toEqual(['A', 'B']);
  expect((await setSkills(ann, { add: [b], remove: [c] })).operationId).toBeNull();
  await setSkills(ann, null);
  expect(await skillsOf(ann)).toBeNull();
});

test.each<[string, (ids: { skill: RecordId; person: RecordId }) => FieldInput]>([
  ['a text', () => 'SQL'],
  ['a list of names', () => ['SQL']],
  ['a record of another kind', ({ person }) => [person]],
  ['a record that is not there', () => ['00000000-0000-7000-8000-000000000000']],
  ['an unknown change', ({ skill }) => ({ append: [skill] })],
  ['a change that is no list', () => ({ add: 7 })],
])('%s is refused where links are wanted, and changes nothing', async (_name, input) => {
  const { person, skill, skillsOf, setSkills } = await withSkills();
  const sql = await skill('SQL');
  const ann = await person('Ann', [sql]);

  const written = setSkills(ann, input({ skill: sql, person: ann }));

  await expect(written).rejects.toMatchObject({ code: 'invalid_input', data: { object: 'person', field: 'skills' } });
  expect(await skillsOf(ann)).toEqual(['SQL']);
});

test('links are undone and done again with the action they were part of', async () => {
  const { client, person, skill, skillsOf, peopleOf, setSkills } = await withSkills();
  const [a, b] = [await skill('A'), await skill('B')];
  const ann = await person('Ann', [a]);
  await client.records.update({ object: 'person', id: ann, values: { jobTitle: 'Seller', skills: [b] } });

  await client.history.undo({});
  expect(await client.records.get({ object: 'person', id: ann })).toMatchObject({
    jobTitle: null,
    skills: [{ id: a }],
  });
  await client.history.redo({});
  expect(await client.records.get({ object: 'person', id: ann })).toMatchObject({
    jobTitle: 'Seller',
    skills: [{ id: b }],
  });
  await setSkills(ann, [a, b]);
  await setSkills(ann, [b]);
  await client.history.undo({});
  expect(await skillsOf(ann)).toEqual(['A', 'B']);
  expect(await peopleOf(a)).toEqual(['Ann']);
});

test('an undone creation takes its links along; a record that somebody has linked since stays', async () => {
  const { client, person, skill, peopleOf, setSkills, found } = await withSkills();
  const sql = await skill('SQL');
  const ann = await person('Ann', [sql]);
  await client.history.undo({});
  expect(await peopleOf(sql)).toBeNull();
  await client.history.redo({});
  expect(await peopleOf(sql)).toEqual(['Ann']);

  const created = await client.records.create({ object: 'skill', values: { name: 'Later' } });
  await setSkills(ann, { add: [created.row.id] });
  const undone = await client.history.undo({ operationId: created.operationId ?? undefined });

  expect(undone.skipped).toEqual([{ object: 'skill', id: created.row.id, field: null }]);
  expect(await found('skill', { field: 'name', op: 'is', value: 'Later' })).toHaveLength(1);
});

test('links of a record in the trash are not to be seen, and return with it', async () => {
  const { client, person, skill, skillsOf, setSkills, found } = await withSkills();
  const [a, b] = [await skill('A'), await skill('B')];
  const ann = await person('Ann', [a, b]);
  const selection = { ids: [a] };

  await client.records.delete({ object: 'skill', selection });
  expect(await skillsOf(ann)).toEqual(['B']);
  expect(await found('person', { related: 'skills', count: { op: 'is', value: 1 } })).toEqual([ann]);
  await setSkills(ann, null);
  expect(await found('person', { field: 'skills', op: 'isEmpty' })).toEqual([ann]);
  await client.records.restore({ object: 'skill', selection });
  expect(await skillsOf(ann)).toEqual(['A']);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

test('history says on both sides what was linked and what no longer is', async () => {
  const { client, person, skill, setSkills } = await withSkills();
  const [a, b] = [await skill('A'), await skill('B')];
  const ann = await person('Ann', [a]);
  await client.records.update({ object: 'person', id: ann, values: { jobTitle: 'Seller', skills: [b] } });
  await setSkills(ann, [a, b]);

  const ofAnn = await client.history.record({ object: 'person', id: ann });
  const ofA = await client.history.record({ object: 'skill', id: a });

  const link = (id: RecordId, title: string) => [{ id, title }];
  expect(
    ofAnn.entries.map(({ kind, changes }) => [kind, changes.filter(({ field }) => field === 'skills')]),
  ).toMatchObject([
    ['update', [{ label: 'Skills', before: null, after: link(a, 'A') }]],
    ['update', [{ before: link(a, 'A'), after: link(b, 'B') }]],
    ['create', [{ before: null, after: link(a, 'A') }]],
  ]);
  expect(ofAnn.entries[1]?.changes.map(({ field }) => field)).toEqual(['jobTitle', 'skills']);
  expect(
    ofA.entries.map(({ kind, changes }) => [kind, changes.map(({ before, after }) => [before, after])]),
  ).toMatchObject([
    ['update', [[null, link(ann, 'Ann')]]],
    ['update', [[link(ann, 'Ann'), null]]],
    ['update', [[null, link(ann, 'Ann')]]],
    ['create', [[null, 'A']]],
  ]);
});

test('the fields of both sides go to the trash and return together, links and all', async () => {
  const { client, person, skill, skillsOf, peopleOf } = await withSkills();
  const sql = await skill('SQL');
  const ann = await person('Ann', [sql]);
  const live = async () =>
    (await client.schema.get({})).objects.flatMap(({ fields }) =>
      fields.filter(({ type, deletedAtMs }) => type === 'relations' && deletedAtMs === null).map(({ name }) => name),
    );

  await client.schema.deleteField({ object: 'skill', name: 'people' });
  expect(await live()).toEqual([]);
  expect(await client.records.get({ object: 'person', id: ann })).not.toHaveProperty('skills');
  await client.history.undo({});
  expect(await live()).toEqual(['skills', 'people']);
  await client.schema.deleteField({ object: 'person', name: 'skills' });
  await client.schema.restoreField({ object: 'skill', name: 'people' });

  expect(await live()).toEqual(['skills', 'people']);
  expect(await skillsOf(ann)).toEqual(['SQL']);
  expect(await peopleOf(sql)).toEqual(['Ann']);
});

test('making the field is one action: undone, neither side is there', async () => {
  const { client, field } = await withSkills();

  await client.history.undo({});

  const { objects } = await client.schema.get({});
  const both = objects.flatMap(({ fields }) => fields.filter(({ settings }) => settings.link === field.settings.link));
  expect(both.map(({ deletedAtMs }) => deletedAtMs === null)).toEqual([false, false]);
});

test('a field of many records can be neither required nor unique, and leads to an object that is there', async () => {
  const { client } = await testEngine();
  const base = { object: 'person', label: 'Skills', type: 'relations' } as const;
  const outcomes = await Promise.allSettled([
    client.schema.createField({ ...base, settings: { target: 'company' }, isRequired: true }),
    client.schema.createField({ ...base, settings: { target: 'company' }, isUnique: true }),
    client.schema.createField({ ...base, settings: {} }),
    client.schema.createField({ ...base, settings: { target: 'nothing' } }),
    client.schema.createField({ ...base, settings: { target: 'company', inverseName: 'industry' } }),
  ]);

  expect(outcomes).toMatchObject(Array.from({ length: 5 }, () => ({ reason: { code: 'invalid_input' } })));
});

test('conditions on links: any of, none of, all of, empty, and what the linked records are like', async () => {
  const { person, skill, found, client } = await withSkills();
  const [a, b, c] = [await skill('A'), await skill('B'), await skill('C')];
  const ann = await person('Ann', [a, b]);
  const bob = await person('Bob', [b]);
  const cleo = await person('Cleo');
  const company = (await client.records.create({ object: 'company', values: { name: 'Fjord' } })).row.id;
  await client.records.update({ object: 'person', id: bob, values: { company } });
  const task = (await client.records.create({ object: 'opportunity', values: { name: 'Deal', contact: ann } })).row.id;
  const on = (op: 'isAnyOf' | 'isNoneOf' | 'hasAll', value: FieldInput) =>
    found('person', { field: 'skills', op, value });

  expect(await on('isAnyOf', [a, c])).toEqual([ann]);
  expect(await on('isAnyOf', [c, null])).toEqual([cleo]);
  expect(await on('isNoneOf', [a])).toEqual([bob, cleo]);
  expect(await on('hasAll', [a, b])).toEqual([ann]);
  expect(await on('hasAll', [])).toEqual([ann, bob, cleo]);
  expect(await found('person', { field: 'skills', op: 'isNotEmpty' })).toEqual([ann, bob]);
  expect(await found('person', { not: { field: 'skills', op: 'isNotEmpty' } })).toEqual([cleo]);
  expect(await found('opportunity', { field: 'contact.skills', op: 'hasAll', value: [a] })).toEqual([task]);
  expect(await found('opportunity', { field: 'contact.skills', op: 'isEmpty' })).toEqual([]);
  const named = (name: string): Filter => ({ field: 'name', op: 'is', value: name });
  expect(await found('person', { related: 'skills', has: 'any', where: named('b') })).toEqual([ann, bob]);
  expect(await found('person', { related: 'skills', has: 'all', where: named('b') })).toEqual([bob, cleo]);
  expect(await found('skill', { related: 'people', count: { op: 'gte', value: 2 } })).toEqual([b]);
  const atFjord: Filter = { related: 'people', has: 'any', where: { field: 'company', op: 'is', value: company } };
  expect(await found('person', { related: 'skills', has: 'any', where: atFjord })).toEqual([ann, bob]);
});

test('links cannot be sorted by, and a wrong operand is refused', async () => {
  const { client } = await withSkills();
  const outcomes = await Promise.allSettled([
    client.records.query({ object: 'person', sort: [{ field: 'skills' }] }),
    client.records.query({ object: 'person', filter: { field: 'skills', op: 'is', value: 'x' } }),
    client.records.query({ object: 'person', filter: { field: 'skills', op: 'isAnyOf', value: 'x' } }),
    client.records.query({ object: 'person', filter: { field: 'skills', op: 'hasAll', value: ['x'] } }),
    client.records.query({ object: 'person', filter: { field: 'skills.name', op: 'is', value: 'x' } }),
  ]);

  expect(outcomes).toMatchObject(Array.from({ length: 5 }, () => ({ reason: { code: 'invalid_input' } })));
});

test('lists and live queries follow links that come and go on the other side', async () => {
  const { client, person, skill } = await withSkills();
  const sql = await skill('SQL');
  const ann = await person('Ann');
  const filter: Filter = { field: 'skills', op: 'isNotEmpty' };
  const window = async () =>
    (await client.records.window({ object: 'person', filter, offset: 0, limit: 10 })).rows.map(({ id }) => id);
  const pages = await client.records.watch({ object: 'person', filter, fields: ['skills'] });
  const watched = async () => {
    const { value } = await pages.next();
    return (value as RecordPage).rows.map(({ id }) => id);
  };

  expect([await window(), await watched()]).toEqual([[], []]);
  await client.records.update({ object: 'skill', id: sql, values: { people: [ann] } });
  expect([await window(), await watched()]).toEqual([[ann], [ann]]);
  await client.records.delete({ object: 'skill', selection: { ids: [sql] } });
  expect([await window(), await watched()]).toEqual([[], []]);
  await pages.return?.();
});
