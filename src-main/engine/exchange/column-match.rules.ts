import type { ColumnTarget } from '@shared/contract/exchange.contract';
import type { FieldType } from '@shared/domain/schema';
import type { FieldModel, ObjectModel } from '../schema/model';
import { addressGroup, compactName, exactName, rolesOf } from './column-names.rules';
import type { ColumnStats } from './column-stats.rules';
import { placeOf } from './field-places.rules';
import { staysOut } from './known-exports.rules';

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
/** Whether several columns together make this part: a street has lines. */
export const isJoined = (type: FieldType, part: string | undefined): boolean => type === 'address' && part === 'street';

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

/** The address of which the file says most; the columns of others must not be mixed with it. */
const mainAddressGroup = (columns: readonly MatchColumn[]): string => {
  const filled = new Map<string, number>();
  for (const { header, stats } of columns) {
    const isPart = rolesOf(header).some((role) => ['street', 'city', 'postalCode', 'state', 'country'].includes(role));
    const group = addressGroup(header);
    if (isPart) filled.set(group, (filled.get(group) ?? 0) + stats.filled);
  }
  return [...filled].reduce((best, each) => (each[1] > best[1] ? each : best), ['', -1])[0];
};

/** Where columns go, as it is being found out. */
const createAssignment = (object: ObjectModel, columns: readonly MatchColumn[]) => {
  const targets: (ColumnTarget | undefined)[] = columns.map(() => undefined);
  const taken = new Set<string>();
  const mainGroup = mainAddressGroup(columns);
  const partTaken = (field: string): boolean => [...taken].some((path) => path.startsWith(`${field}.`));
  /** Several columns may make one street; parts of another address stay out. */
  const isOtherAddress = (header: string, path: string): boolean => {
    const group = addressGroup(header);
    return group !== mainGroup && (group !== '' || taken.has(path));
  };
  return {
    targets,
    taken,
    isOpen: (index: number): boolean => targets[index] === undefined,
    put: (index: number, target: ColumnTarget): void => {
      targets[index] = target;
    },
    assign: (index: number, path: string): void => {
      const column = columns[index];
      const place = resolvePath(object, path);
      if (!column || !place || targets[index] || !isPlausible(column, place.field, place.part)) return;
      const { name, type } = place.field.def;
      if (place.part === undefined ? partTaken(name) : taken.has(name)) return;
      if (type === 'address' && isOtherAddress(column.header, path)) return;
      if (taken.has(path) && !LIST_TYPES.has(type) && !isJoined(type, place.part)) return;
      taken.add(path);
      targets[index] = { kind: 'field', field: path };
    },
  };
};
type Assignment = ReturnType<typeof createAssignment>;

/** What all headers together say. */
const readHeaders = (columns: readonly MatchColumn[]) => {
  const told = columns.some(({ stats }) => stats.filled > 0)
    ? columns.filter(({ stats }) => stats.filled > 0)
    : columns;
  const roles = new Set(told.flatMap(({ header }) => rolesOf(header)));
  // "Nom" beside "Prénom" is the last name, alone it is the whole.
  const first = new Set(told.map(({ header }) => rolesOf(header)[0]));
  return {
    roles,
    hasNameParts: first.has('firstName') || first.has('lastName'),
    hasAddressParts: roles.has('city') || roles.has('postalCode') || roles.has('street'),
  };
};
type Headers = ReturnType<typeof readHeaders>;

/** A field whose name or label is the header. */
const assignByName = (object: ObjectModel, index: number, header: string, to: Assignment, told: Headers): void => {
  for (const field of object.fields.values()) {
    if (field.def.isSystem || !nameIsField(header, field)) continue;
    if (field.def.type === 'fullName' && told.hasNameParts) continue;
    if (field.def.type === 'address' && told.hasAddressParts) {
      if (!told.roles.has('street')) to.assign(index, `${field.def.name}.street`);
    } else to.assign(index, field.def.name);
  }
};

/** What the header means elsewhere, by its meaning of this rank. */
const assignByRole = (
  object: ObjectModel,
  { index, header, rank }: { readonly index: number; readonly header: string; readonly rank: number },
  to: Assignment,
  told: Headers,
): void => {
  const role = rolesOf(header)[rank];
  if (role === undefined) return;
  if (role === 'note') {
    if (!placeOf(object, 'description') || object.def.name !== 'note') to.put(index, { kind: 'note' });
    return;
  }
  // "Account Name" names the company of a person; "Title" is what the person does.
  const isElsewhere = role === 'name' && rolesOf(header).some((other) => other !== 'name' && placeOf(object, other));
  const isNameWhole = role === 'name' && object.titleField.def.type === 'fullName' && told.hasNameParts;
  const isLonePart = ['city', 'state', 'postalCode', 'country'].includes(role) && !told.hasAddressParts;
  const isWholeBesideParts = role === 'address' && told.hasAddressParts;
  if (isElsewhere || isNameWhole || (isLonePart && (told.roles.has('address') || role === 'state'))) return;
  if (isWholeBesideParts && told.roles.has('street')) return;
  const path = placeOf(object, isWholeBesideParts ? 'street' : role);
  if (path !== undefined) to.assign(index, path);
};

/** Columns that say more about what another one holds: the currency of an amount, the pipeline of a stage. */
const assignCompanions = (object: ObjectModel, columns: readonly MatchColumn[], to: Assignment): void => {
  const fieldOf = (type: FieldType) => [...to.taken].find((path) => object.fields.get(path)?.def.type === type);
  const money = fieldOf('currency');
  const stage = fieldOf('stage');
  const put = (index: number, path: string): void => {
    if (to.taken.has(path)) return;
    to.taken.add(path);
    to.put(index, { kind: 'field', field: path });
  };
  columns.forEach(({ header, stats }, index) => {
    if (!to.isOpen(index)) return;
    const roles = rolesOf(header);
    const isCode = stats.samples.length > 0 && stats.samples.every((code) => /^[A-Z]{3}$/.test(code.trim()));
    if (money !== undefined && isCode && roles.includes('currency')) put(index, `${money}.currency`);
    const part = roles.find((role) => role === 'pipeline' || role === 'reason');
    if (stage !== undefined && part !== undefined && to.isOpen(index)) put(index, `${stage}.${part}`);
  });
};

/** Without a telling header the content speaks, where it can be nothing else. */
const assignByContent = (
  object: ObjectModel,
  columns: readonly MatchColumn[],
  to: Assignment,
  { roles }: Headers,
): void => {
  columns.forEach(({ looksLike, confidence }, index) => {
    if (!to.isOpen(index) || confidence < 90 || looksLike !== 'emails' || roles.has('email')) return;
    const path = placeOf(object, 'email');
    if (path !== undefined) to.assign(index, path);
  });
  if (columns.every(({ header }) => header === '') && object.titleField.def.type === 'fullName') {
    const index = columns.findIndex(
      ({ stats }) => stats.filled > 0 && stats.samples.every((sample) => PERSON_NAME.test(sample)),
    );
    if (index >= 0) to.assign(index, object.titleField.def.name);
  }
};

/**
 * Says for each column what it most likely is: an existing field by name (a field the user made counts like any other), by what the
 * header means in the exports of other programs, or by content. A field is filled by one column, lists by several. What
 * remains is `skip`. Columns that hold nothing get what the others leave.
 */
export const matchColumns = (object: ObjectModel, columns: readonly MatchColumn[]): readonly ColumnTarget[] => {
  const to = createAssignment(object, columns);
  const told = readHeaders(columns);
  const isAway = staysOut(columns.map(({ header }) => header));
  for (const isFilled of [true, false]) {
    const each = (work: (header: string, index: number) => void): void =>
      columns.forEach(({ header, stats }, index) => {
        if (to.isOpen(index) && !isAway(header) && stats.filled > 0 === isFilled) work(header, index);
      });
    each((header, index) => {
      const part = partOfField(header, object);
      if (part !== undefined) to.assign(index, part);
    });
    each((header, index) => assignByName(object, index, header, to, told));
    // Best meanings of all columns first, so that "Job Title" gets the place before "Title" does.
    for (const rank of [0, 1, 2, 3]) {
      each((header, index) => assignByRole(object, { index, header, rank }, to, told));
    }
  }
  assignCompanions(object, columns, to);
  assignByContent(object, columns, to, told);
  return to.targets.map((target) => target ?? SKIP);
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
