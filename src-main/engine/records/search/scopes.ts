import type { Filter } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import { relationTarget } from '../../schema/relation-target';
import { nameKey } from './search-fold';
import type { TypedScope } from './search-query';
import { type ScopeContext, type ScopedField, valueFilter } from './scope-values';

/** Kinds of record that a search looks at, and which of them. */
export interface SearchTarget {
  readonly object: ObjectModel;
  readonly filter: Filter | undefined;
}

export interface ResolvedScopes {
  readonly targets: readonly SearchTarget[];
  /** Scopes that nobody knows: they are words. */
  readonly unknown: readonly TypedScope[];
  readonly isScoped: boolean;
}

const OBJECT_SCOPES: ReadonlySet<string> = new Set(['in', 'object']);

export const isObjectScope = (name: string): boolean => OBJECT_SCOPES.has(nameKey(name));

const objectNames = ({ def }: ObjectModel): readonly string[] =>
  [def.name, def.labelSingular, def.labelPlural].map(nameKey);

/** Objects that a text names: exactly, else by its beginning. */
export const objectsLike = (schema: SchemaModel, text: string): readonly ObjectModel[] => {
  const wanted = nameKey(text);
  if (wanted === '') return [];
  const all = [...schema.objects.values()];
  const exact = all.filter((object) => objectNames(object).includes(wanted));
  return exact.length > 0 ? exact : all.filter((object) => objectNames(object).some((name) => name.startsWith(wanted)));
};

const SCOPELESS: ReadonlySet<FieldType> = new Set(['position', 'files']);

/** Fields that a scope may name. */
export const scopeFields = ({ fields }: ObjectModel): readonly FieldModel[] =>
  [...fields.values()].filter(({ def }) => !SCOPELESS.has(def.type));

/** The field that a name means for an object: by API name or label; a part of a field ("city"); the title, by the object's own name. */
export const scopedField = (object: ObjectModel, name: string): ScopedField | undefined => {
  const wanted = nameKey(name);
  const fields = scopeFields(object);
  const own =
    fields.find(({ def }) => nameKey(def.name) === wanted) ?? fields.find(({ def }) => nameKey(def.label) === wanted);
  const titled = objectNames(object).includes(wanted) ? object.titleField : undefined;
  const field = own ?? titled;
  if (field) return { path: field.def.name, type: field.def.type, settings: field.def.settings };
  for (const { def, storage } of fields) {
    for (const [part, { type, settings }] of Object.entries(storage.parts)) {
      if (nameKey(part) === wanted || nameKey(`${def.name}${part}`) === wanted)
        return { path: `${def.name}.${part}`, type, settings: settings?.(def.settings) ?? {} };
    }
  }
  return undefined;
};

const anyFilter = (filters: readonly Filter[]): Filter => {
  const [only] = filters;
  return filters.length === 1 && only ? only : { or: filters };
};

const allFilters = (filters: readonly Filter[]): Filter | undefined => {
  const [only] = filters;
  return filters.length < 2 ? only : { and: filters };
};

/**
 * Turns scopes into the objects that are searched and a filter for each. An object without the field is not searched, unless the
 * field is one that records must not have. A scope without a value yet says only which field is meant.
 */
export const resolveScopes = (
  context: ScopeContext,
  searched: readonly ObjectModel[],
  scopes: readonly TypedScope[],
): ResolvedScopes => {
  const unknown: TypedScope[] = [];
  const filters = new Map<ObjectModel, Filter[]>(searched.map((object) => [object, []]));
  for (const scope of scopes) {
    const { name, values, isExcluded } = scope;
    if (isObjectScope(name)) {
      const named = new Set(values.flatMap((value) => objectsLike(context.schema, value)));
      if (values.length > 0 && named.size === 0) unknown.push(scope);
      else if (named.size > 0)
        for (const object of filters.keys()) if (named.has(object) === isExcluded) filters.delete(object);
      continue;
    }
    const fields = new Map(
      [...context.schema.objects.values()].flatMap((object) => {
        const field = scopedField(object, name);
        return field ? [[object, field] as const] : [];
      }),
    );
    if (fields.size === 0) {
      unknown.push(scope);
      continue;
    }
    if (values.length === 0) continue;
    for (const [object, own] of filters) {
      const field = fields.get(object);
      if (field) {
        const wanted = anyFilter(values.map((value) => valueFilter(field, value, context)));
        own.push(isExcluded ? { not: wanted } : wanted);
      } else if (!isExcluded) filters.delete(object);
    }
  }
  return {
    targets: [...filters].map(([object, own]) => ({ object, filter: allFilters(own) })),
    unknown,
    isScoped: scopes.length > unknown.length,
  };
};

/** Objects that records of an object lead to over a relation, by the scope that names it. */
export const scopeTarget = (schema: SchemaModel, object: ObjectModel, name: string): ObjectModel | undefined => {
  const field = scopedField(object, name);
  const model = field && object.fields.get(field.path);
  return model && relationTarget(schema, model);
};
