import { msg } from '@lingui/core/macro';
import { foldCase } from '@shared/domain/field-types/clean-text';
import { isRecordId, type RecordId } from '@shared/domain/ids';
import { relationTargets } from '@shared/domain/inverses';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { ObjectModel, SchemaModel } from '../schema/model';

const SHOWN_CHARS = 100;

/** How a record is found by what a file calls it, and made where there is none. */
export interface LinkServices {
  readonly schema: SchemaModel;
  readonly find: (target: ObjectModel, name: string) => RecordId | undefined;
  /** Undefined: records that are not there are not made. */
  readonly create: ((target: ObjectModel, name: string) => RecordId) | undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A link as JSON lines hold it. In a workspace that has no such id the title says which record is meant. */
interface NamedLink {
  readonly id: string;
  readonly title: string | null;
  readonly object?: string;
}

const isNamedLink = (value: unknown): value is NamedLink =>
  typeof value === 'object' && value !== null && 'id' in value && isText(value.id) && 'title' in value;

/** Whether a file fills the field with names of records. */
export const isLinkField = ({ type }: FieldDef): boolean =>
  type === 'relation' || type === 'relations' || type === 'morphRelation';

/** Objects that a field of links may lead to. */
export const linkTargets = (schema: SchemaModel, def: FieldDef): readonly ObjectModel[] => {
  const names = def.type === 'relations' ? [def.settings.target ?? ''] : relationTargets(def);
  return names.flatMap((name) => schema.objects.get(name) ?? []);
};

const notThere = (def: FieldDef, name: string): AppError => {
  const { label } = def;
  const shown = name.slice(0, SHOWN_CHARS);
  return new AppError('invalid_input', msg`${label}: there is no "${shown}"`, { field: def.name });
};

const idOf = ({ find, create }: LinkServices, def: FieldDef, target: ObjectModel, name: string): RecordId => {
  // An id that nobody has is no name for a new record.
  const id = find(target, name) ?? (isRecordId(name.toLowerCase()) ? undefined : create?.(target, name));
  if (id === undefined) throw notThere(def, name);
  return id;
};

const idOfLink = (services: LinkServices, def: FieldDef, target: ObjectModel, link: NamedLink): RecordId =>
  services.find(target, link.id) ?? idOf(services, def, target, link.title || link.id);

const isCalled = ({ def }: ObjectModel, word: string): boolean =>
  [def.name, def.labelSingular, def.labelPlural].some((name) => foldCase(name) === word);

/** "Company: Fjordgate", or a name alone that only one record has. */
const readAny = (services: LinkServices, def: FieldDef, targets: readonly ObjectModel[], text: string): FieldInput => {
  const colon = text.indexOf(':');
  const word = foldCase(text.slice(0, Math.max(colon, 0)).trim());
  const named = colon > 0 ? targets.find((target) => isCalled(target, word)) : undefined;
  if (named) {
    const name = text.slice(colon + 1).trim();
    return { object: named.def.name, id: idOf(services, def, named, name) };
  }
  const [first, second] = targets.flatMap((target) => {
    const id = services.find(target, text);
    return id === undefined ? [] : [{ object: target.def.name, id }];
  });
  if (first && !second) return first;
  const [only] = targets;
  if (!first && only && targets.length === 1) return { object: only.def.name, id: idOf(services, def, only, text) };
  if (!first) throw notThere(def, text);
  const { label } = def;
  const shown = text.slice(0, SHOWN_CHARS);
  const example = `${first.object}: ${shown}`;
  throw new AppError(
    'invalid_input',
    msg`${label}: several records are called "${shown}"; say which, as in "${example}"`,
    {
      field: def.name,
    },
  );
};

/**
 * What a field of links holds where the file names records: by title, id, e-mail address or domain. Undefined for other fields. Errors: `invalid_input` for
 * a record that is not there, or that could be one of several.
 */
export const readLinks = (services: LinkServices, def: FieldDef, value: FieldInput): FieldInput | undefined => {
  const targets = linkTargets(services.schema, def);
  const [target] = targets;
  if (!target) return undefined;
  if (def.type === 'relations' && Array.isArray(value)) {
    return value.flatMap((each) => {
      if (isNamedLink(each)) return [idOfLink(services, def, target, each)];
      return isText(each) ? [idOf(services, def, target, each)] : [];
    });
  }
  if (isNamedLink(value)) {
    const { object } = value;
    const named = object === undefined ? target : targets.find((each) => each.def.name === object);
    if (!named) throw notThere(def, `${object}: ${value.title ?? value.id}`);
    const id = idOfLink(services, def, named, value);
    return def.type === 'morphRelation' ? { object: named.def.name, id } : id;
  }
  if (!isText(value)) return undefined;
  return def.type === 'morphRelation' ? readAny(services, def, targets, value) : idOf(services, def, target, value);
};
