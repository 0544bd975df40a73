import { expect, test } from 'vitest';
import { resolveField } from '@main/cli/import-choices';
import type { FieldDef, SchemaSnapshot } from '@shared/domain/schema';
import { fakeField } from '../helpers/fake-field';

const field = (name: string, label: string): FieldDef => fakeField(name, 'text', { label });
const schema: SchemaSnapshot = {
  version: 1,
  objects: [
    {
      key: 'person',
      name: 'person',
      labelSingular: 'Person',
      labelPlural: 'People',
      icon: 'people',
      color: 'gray',
      isStandard: true,
      titleField: 'name',
      order: 0,
      deletedAtMs: null,
      fields: [field('name', 'Name'), field('emails', 'Emails'), field('jobTitle', 'Job title')],
    },
  ],
};

test.each([
  ['emails', 'emails'],
  ['email', 'emails'],
  ['Email', 'emails'],
  ['job title', 'jobTitle'],
  ['name.last', 'name.last'],
])('a person who writes %j means the field %j', (asked, name) => {
  expect(resolveField(schema, 'person', asked)).toBe(name);
});

test('a field that the object has not is named in the error', () => {
  expect(() => resolveField(schema, 'person', 'shoeSize')).toThrow('"person" has no field "shoeSize"');
});
