import { expect, test } from 'vitest';
import { recordTitle, titleFieldNames } from '@shared/domain/record-title';
import type { ValuesInput } from '@shared/domain/values';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const make = async ({ client }: TestEngine, object: string, values: ValuesInput) =>
  (await client.records.create({ object, values })).row;

const objectOf = async ({ client }: TestEngine, name: string) => {
  const { objects } = await client.schema.get({});
  const object = objects.find((each) => each.name === name);
  if (!object) throw new Error(`No ${name}`);
  return object;
};

test('a record without a name is called by its first e-mail address, else its phone number, else its link', async () => {
  const test = await testEngine();
  const person = await objectOf(test, 'person');
  const company = await objectOf(test, 'company');
  const mail = await make(test, 'person', { emails: ['ann@acme.com', 'b@acme.com'], phones: ['+46 70 123 45 67'] });
  const phone = await make(test, 'person', { phones: ['+46 70 123 45 67'] });
  const named = await make(test, 'person', { name: 'Jan Berg Olsen', emails: ['jan@acme.com'] });
  const site = await make(test, 'company', { domains: ['acme.com'] });
  const nameless = await make(test, 'company', {});

  expect(recordTitle(person, mail)).toBe('ann@acme.com');
  expect(recordTitle(person, phone)).toBe('+46701234567');
  expect(recordTitle(person, named)).toBe('Jan Berg Olsen');
  expect(recordTitle(company, site)).toBe('acme.com');
  expect(recordTitle(company, nameless)).toBe('');
  expect(titleFieldNames(person)[0]).toBe('name');
});

test('links, searches, lists of values, misfits and the history call it the same', async () => {
  const test = await testEngine();
  const { client } = test;
  const company = await make(test, 'company', { domains: ['nameless.example'] });
  await make(test, 'person', { name: 'Ann Lee', company: company.id });
  await make(test, 'person', { emails: ['only@mail.example'] });

  const { rows } = await client.records.query({ object: 'person', fields: ['company'], page: { limit: 10 } });
  const { results } = await client.search.find({ text: 'only@mail', limit: 5 });
  const scoped = await client.search.find({ text: 'company:nameless', limit: 5 });
  const values = await client.records.distinct({
    object: 'person',
    field: 'company',
    search: 'nameless',
    limit: 5,
  });
  const { examples } = await client.records.misfits({ object: 'person', field: 'jobTitle', isRequired: true });
  const { operations } = await client.history.operations({ limit: 5 });

  expect(rows.map((row) => row['company'])).toContainEqual({ id: company.id, title: 'nameless.example' });
  expect(results.map(({ title, subtitle }) => ({ title, subtitle }))).toEqual([
    { title: 'only@mail.example', subtitle: '' },
  ]);
  expect(scoped.results.map(({ title }) => title)).toEqual(['Ann Lee']);
  expect(values.values.map(({ label }) => label)).toEqual(['nameless.example']);
  expect(examples.map(({ title }) => title)).toContain('only@mail.example');
  expect(operations.map(({ subject }) => subject)).toEqual(['only@mail.example', 'Ann Lee', 'nameless.example']);
});

test('what a role keeps from somebody names nothing for them', async () => {
  const test = await testEngine();
  const { client } = await newMember(test, 'Intern', {
    objects: { person: everything({ fields: { emails: 'hidden' } }) },
  });
  await make(test, 'person', { emails: ['secret@mail.example'], phones: ['+46 70 123 45 67'] });

  const { results } = await client.search.find({ text: '+46701234567', limit: 5 });
  const { operations } = await client.history.operations({ limit: 5 });

  expect(results.map(({ title }) => title)).toEqual(['+46701234567']);
  expect(JSON.stringify(operations)).not.toContain('secret@mail.example');
});
