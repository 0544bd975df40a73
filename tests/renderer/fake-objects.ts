import { RecordId } from '@shared/domain/ids';
import type { Member } from '@shared/domain/members';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { fakeField } from '../helpers/fake-field';

const inOrder = (fields: readonly FieldDef[]): FieldDef[] => fields.map((field, order) => ({ ...field, order }));

export const FAKE_COMPANY: ObjectDef = {
  key: 'c',
  name: 'company',
  labelSingular: 'Company',
  labelPlural: 'Companies',
  icon: 'company',
  color: 'blue',
  isStandard: true,
  titleField: 'name',
  order: 1,
  deletedAtMs: null,
  fields: inOrder([fakeField('name', 'text'), fakeField('industry', 'text')]),
};

export const FAKE_PERSON: ObjectDef = {
  key: 'p',
  name: 'person',
  labelSingular: 'Person',
  labelPlural: 'People',
  icon: 'people',
  color: 'gray',
  isStandard: true,
  titleField: 'name',
  order: 0,
  deletedAtMs: null,
  fields: inOrder([
    fakeField('name', 'text'),
    fakeField('city', 'text'),
    fakeField('age', 'integer'),
    fakeField('company', 'relation', { settings: { target: 'company' } }),
    fakeField('createdAt', 'dateTime', { isSystem: true }),
    fakeField('deletedAt', 'dateTime', { isSystem: true }),
  ]),
};

export const FAKE_OBJECTS: readonly ObjectDef[] = [FAKE_PERSON, FAKE_COMPANY];

export const FAKE_MEMBERS: readonly Member[] = [
  {
    id: RecordId.parse('00000000-0000-8000-8000-000000000001'),
    name: 'Ines Carvalho',
    email: 'ines@northwind.example',
    role: 'owner',
    isActive: true,
  },
  {
    id: RecordId.parse('00000000-0000-8000-8000-000000000002'),
    name: 'Bo Ek',
    email: '',
    role: 'member',
    isActive: true,
  },
  {
    id: RecordId.parse('00000000-0000-8000-8000-000000000003'),
    name: 'Gone Long',
    email: '',
    role: 'member',
    isActive: false,
  },
];

/** The nth record id of a test. */
export const fakeId = (n: number): RecordId => RecordId.parse(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
