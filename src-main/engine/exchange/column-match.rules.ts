import type { ColumnTarget } from '@shared/contract/exchange.contract';
import type { FieldType } from '@shared/domain/schema';
import type { FieldModel, ObjectModel } from '../schema/model';
import { type ColumnRole, compactName, exactName, rolesOf } from './column-names.rules';
import type { ColumnStats } from './column-stats.rules';

/** A column as matching sees it. */
export interface MatchColumn {
  readonly header: string;
  readonly stats: ColumnStats;
  readonly looksLike: FieldType;
  readonly confidence: number;
}

/** Two to four words that begin with capitals. */
const PERSON_NAME = /^\p{Lu}[\p{L}'’.-]*(?:,? [\p{L}'’.-]+){1,3}$/u;

const SKIP: ColumnTarget = { kind: 'skip' };
/** Types of which several columns may fill one field, one after the other. */
const LIST_TYPES: ReadonlySet<FieldType> = new Set(['emails', 'phones', 'links', 'multiSelect', 'array']);

/** Parts that say more about a value and stand in a column of their own beside it: "99" in one column and "USD" in another are one amount. */
export const COMPANIONS: Readonly<Partial<Record<FieldType, readonly string[]>>> = {
  currency: ['currency'],
  stage: ['pipeline', 'reason'],
};

/** Whether a column may fill a part of a field. What else there is of a stage follows from it. */
const isFillable = ({ def, storage }: FieldModel, part: string): boolean =>
  Object.hasOwn(storage.parts, part) && (def.type !== 'stage' || COMPANIONS.stage?.includes(part) === true);

/** Where a role is kept in an object: the first field of these names that is there, else the first of these types. */
const PLACES: Readonly<
  Record<ColumnRole, { readonly names?: readonly string[]; readonly type?: FieldType; readonly part?: string }>
> = {
  name: {},
  firstName: { type: 'fullName', part: 'first' },
  lastName: { type: 'fullName', part: 'last' },
  email: { type: 'emails' },
  phone: { type: 'phones' },
  company: { names: ['company'] },
  contact: { names: ['contact', 'person'] },
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
  description: { names: ['description', 'body'] },
};

const placeOf = (object: ObjectModel, role: ColumnRole): string | undefined => {
  const place = PLACES[role];
  if (role === 'name') return object.titleField.def.name;
  const own = [...object.fields.values()].filter(({ def }) => !def.isSystem);
  const named = place.names?.map((name) => own.find(({ def }) => def.name === name)).find((field) => field);
  const field = named ?? own.find(({ def }) => def.type === place.type);
  if (!field) return undefined;
  return place.part === undefined ? field.def.name : `${field.def.name}.${place.part}`;
};

/** The field, and the part of it, that a path of an import plan names. */
export const resolvePath = (
  object: ObjectModel,
  path: string,
): { readonly field: FieldModel; readonly part: string | undefined } | undefined => {
  const [name = '', part, ...deeper] = path.split('.');
  const field = object.fields.get(name);
  if (!field || field.def.isSystem || deeper.length > 0) return undefined;
  return part === undefined || isFillable(field, part) ? { field, part } : undefined;
};

/** Whether the content of a column can go into a field at all; exact fit is measured elsewhere. */
const isPlausible = (column: MatchColumn, field: FieldModel, part: string | undefined): boolean => {
  if (part !== undefined || column.stats.filled === 0) return true;
  const { type } = field.def;
  if (type === 'emails')
    return column.stats.counts.email > 0 || column.stats.samples.some((sample) => sample.includes('@'));
  // Address of a picture somewhere (Google Contacts): no file comes with it.
  if (type === 'files') return column.stats.samples.some((sample) => sample.startsWith('data:'));
  return true;
};

const nameIsField = (header: string, { def }: FieldModel): boolean => {
  const name = exactName(header);
  return name !== '' && (name === exactName(def.label) || name === exactName(def.name));
};

/** The field that an import before has made for this column, when it is not one of those taken already. */
export const findMadeField = (object: ObjectModel, label: string, taken: ReadonlySet<string>): FieldModel | undefined =>
  [...object.fields.values()].find(
    (field) => !field.def.isStandard && !field.def.isSystem && !taken.has(field.def.name) && nameIsField(label, field),
  );

/** "Address City", "name.first": the label or name of a field, then a part. */
const partOfField = (header: string, object: ObjectModel): string | undefined => {
  const wanted = compactName(header);
  for (const { def, storage } of object.fields.values()) {
    for (const part of Object.keys(storage.parts)) {
      if (def.isSystem) continue;
      if (wanted === compactName(`${def.name} ${part}`) || wanted === compactName(`${def.label} ${part}`))
        return `${def.name}.${part}`;
    }
  }
  return undefined;
};

/**
 * Says for each column what it most likely is: an existing field by name (a field the user made counts like any other), by what the
 * header means in the exports of other programs, or by content. A field is filled by one column, lists by several. What
 * remains is `skip`.
 */
export const matchColumns = (object: ObjectModel, columns: readonly MatchColumn[]): readonly ColumnTarget[] => {
  const targets: (ColumnTarget | undefined)[] = columns.map(({ stats, header }) =>
    stats.filled === 0 && header === '' ? SKIP : undefined,
  );
  const taken = new Set<string>();
  const wholeTaken = (field: string): boolean => taken.has(field);
  const partTaken = (field: string): boolean => [...taken].some((path) => path.startsWith(`${field}.`));

  const assign = (index: number, path: string): void => {
    const column = columns[index];
    const place = resolvePath(object, path);
    if (!column || !place || targets[index] || !isPlausible(column, place.field, place.part)) return;
    const { name, type } = place.field.def;
    if (place.part === undefined ? partTaken(name) : wholeTaken(name)) return;
    if (taken.has(path) && !LIST_TYPES.has(type)) return;
    taken.add(path);
    targets[index] = { kind: 'field', field: path };
  };
  const each = (work: (header: string, index: number) => void): void =>
    columns.forEach(({ header }, index) => {
      if (!targets[index]) work(header, index);
    });

  const headers = new Set(columns.flatMap(({ header }) => rolesOf(header)));
  // "Nom" beside "Prénom" is the last name, alone it is the whole.
  const first = new Set(columns.map(({ header }) => rolesOf(header)[0]));
  const hasNameParts = first.has('firstName') || first.has('lastName');
  const hasAddressParts = headers.has('city') || headers.has('postalCode') || headers.has('street');

  each((header, index) => {
    const part = partOfField(header, object);
    if (part !== undefined) assign(index, part);
  });
  each((header, index) => {
    for (const field of object.fields.values()) {
      if (field.def.isSystem || !nameIsField(header, field)) continue;
      if (field.def.type === 'fullName' && hasNameParts) continue;
      if (field.def.type === 'address' && hasAddressParts) {
        if (headers.has('street')) continue;
        assign(index, `${field.def.name}.street`);
      } else assign(index, field.def.name);
    }
  });
  // Best meanings of all columns first, so that "Job Title" gets the place before "Title" does.
  for (const rank of [0, 1, 2, 3]) {
    each((header, index) => {
      const role = rolesOf(header)[rank];
      if (role === undefined) return;
      if (role === 'note') {
        targets[index] = placeOf(object, 'description') && object.def.name === 'note' ? undefined : { kind: 'note' };
        return;
      }
      // "Account Name" names the company of a person; "Title" is what the person does.
      const isElsewhere =
        role === 'name' && rolesOf(header).some((other) => other !== 'name' && placeOf(object, other));
      const isNameWhole = role === 'name' && object.titleField.def.type === 'fullName' && hasNameParts;
      const isLonePart = ['city', 'state', 'postalCode', 'country'].includes(role) && !hasAddressParts;
      const isWholeBesideParts = role === 'address' && hasAddressParts;
      if (isElsewhere || isNameWhole || (isLonePart && (headers.has('address') || role === 'state'))) return;
      const path = placeOf(object, isWholeBesideParts && !headers.has('street') ? 'street' : role);
      if (path !== undefined && !(isWholeBesideParts && headers.has('street'))) assign(index, path);
    });
  }
  const money = [...taken].find((path) => object.fields.get(path)?.def.type === 'currency');
  each((header, index) => {
    const codes = columns[index]?.stats.samples ?? [];
    const path = `${money}.currency`;
    if (money === undefined || taken.has(path) || !rolesOf(header).includes('currency')) return;
    if (codes.length === 0 || !codes.every((code) => /^[A-Z]{3}$/.test(code.trim()))) return;
    taken.add(path);
    targets[index] = { kind: 'field', field: path };
  });
  const stage = [...taken].find((path) => object.fields.get(path)?.def.type === 'stage');
  each((header, index) => {
    const part = rolesOf(header).find((role) => role === 'pipeline' || role === 'reason');
    if (stage === undefined || part === undefined || taken.has(`${stage}.${part}`)) return;
    taken.add(`${stage}.${part}`);
    targets[index] = { kind: 'field', field: `${stage}.${part}` };
  });
  // Without a telling header the content speaks, where it can be nothing else.
  columns.forEach(({ looksLike, confidence }, index) => {
    if (targets[index] || confidence < 90 || looksLike !== 'emails' || headers.has('email')) return;
    const path = placeOf(object, 'email');
    if (path !== undefined) assign(index, path);
  });
  if (columns.every(({ header }) => header === '') && object.titleField.def.type === 'fullName') {
    const index = columns.findIndex(
      ({ stats }) => stats.filled > 0 && stats.samples.every((sample) => PERSON_NAME.test(sample)),
    );
    if (index >= 0) assign(index, object.titleField.def.name);
  }
  return targets.map((target) => target ?? SKIP);
};

/** How well an object fits a file: columns that find a place, those that only it has a place for counting most. */
export const objectScore = (object: ObjectModel, columns: readonly MatchColumn[]): number => {
  const targets = matchColumns(object, columns);
  const paths = targets.flatMap((target) => (target.kind === 'field' ? [target.field] : []));
  const hasTitle = paths.some((path) => path.split('.')[0] === object.titleField.def.name);
  const hasNameParts = paths.some((path) => path.endsWith('.first') || path.endsWith('.last'));
  const hasEmail = paths.some((path) => resolvePath(object, path)?.field.def.type === 'emails');
  return new Set(paths).size + (hasTitle ? 2 : 0) + (hasNameParts ? 3 : 0) + (hasEmail ? 2 : 0);
};
