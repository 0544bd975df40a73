import type { FieldType } from '@shared/domain/schema';
import type { ObjectModel } from '../schema/model';
import type { ColumnRole } from './column-names.rules';

/** Where a role is kept in an object: the first field of these names that is there, else the first of these types. */
const PLACES: Readonly<
  Record<ColumnRole, { readonly names?: readonly string[]; readonly type?: FieldType; readonly part?: string }>
> = {
  name: {},
  firstName: { type: 'fullName', part: 'first' },
  lastName: { type: 'fullName', part: 'last' },
  email: { type: 'emails' },
  phone: { type: 'phones' },
  company: { names: ['company', 'target'] },
  contact: { names: ['contact', 'person', 'target'] },
  jobTitle: { names: ['jobTitle'] },
  address: { type: 'address' },
  street: { type: 'address', part: 'street' },
  city: { type: 'address', part: 'city' },
  state: { type: 'address', part: 'state' },
  postalCode: { type: 'address', part: 'postalCode' },
  country: { type: 'address', part: 'country' },
  birthday: { names: ['birthday'] },
  link: { names: ['links', 'website', 'websites', 'domains', 'domain', 'linkedin'], type: 'links' },
  domain: { names: ['domains', 'domain', 'website', 'links'] },
  linkedin: { names: ['linkedin', 'linkedIn', 'linkedinLink', 'links'] },
  note: {},
  photo: { names: ['photo', 'avatar', 'logo'] },
  industry: { names: ['industry'] },
  employees: { names: ['employees', 'employeeCount'] },
  revenue: { names: ['annualRevenue', 'revenue'] },
  founded: { names: ['founded', 'foundedYear'] },
  amount: { names: ['amount', 'value'] },
  /** Beside an amount, below. */
  currency: {},
  /** Beside a stage, below. */
  pipeline: {},
  reason: {},
  stage: { names: ['stage'] },
  closeDate: { names: ['closeDate'] },
  dueDate: { names: ['dueDate', 'dueAt'] },
  status: { names: ['status'] },
  priority: { names: ['priority'] },
  lifecycle: { names: ['lifecycle', 'lifecycleStage'] },
  source: { names: ['source'] },
  about: { names: ['target'], type: 'morphRelation' },
  description: { names: ['description', 'body'] },
  owner: { names: ['owner', 'assignee'] },
};

/** The path of the field, or of the part of one, in which an object keeps what a column is about. */
export const placeOf = (object: ObjectModel, role: ColumnRole): string | undefined => {
  const place = PLACES[role];
  if (role === 'name') return object.titleField.def.name;
  const own = [...object.fields.values()].filter(({ def }) => !def.isSystem);
  const named = place.names?.map((name) => own.find(({ def }) => def.name === name)).find((field) => field);
  const field = named ?? own.find(({ def }) => def.type === place.type);
  if (!field) return undefined;
  return place.part === undefined ? field.def.name : `${field.def.name}.${place.part}`;
};
