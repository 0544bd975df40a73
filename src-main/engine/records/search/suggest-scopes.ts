import type { SearchSuggestion } from '@shared/contract/search.contract';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { titlesByRid } from '../query/titles.sql';
import { findByTitle } from './find-records.sql';
import { isObjectScope, objectsLike, scopedField, scopeFields, scopeTarget } from './scopes';
import { namedValues, valuesLike } from './scope-values';
import { foldForSearch, nameKey } from './search-fold';
import type { SearchDeps } from './search-plan';

interface Completion {
  readonly scope: string;
  readonly label: string;
}

const MAX_SUGGESTIONS = 10;
const MIN_NAME = 2;
const MAX_TITLES = 5;
/** What is being typed: the last word, with its scope if it has one. */
const LAST = /(?<minus>-?)(?:(?<name>[\p{L}][\p{L}\p{N}_.-]*):)?(?<value>"[^"]*|[^\s"]*)$/u;

const quotedValue = (value: string): string => (/[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

/** Fields by the beginning of their label or name, each name once. */
const fieldCompletions = (schema: SchemaModel, typed: string): readonly Completion[] => {
  const wanted = nameKey(typed);
  const byName = new Map<string, Completion>();
  for (const object of schema.objects.values())
    for (const { def } of scopeFields(object))
      if (!def.isHidden && [def.label, def.name].some((name) => nameKey(name).startsWith(wanted)))
        byName.set(def.name, byName.get(def.name) ?? { scope: `${def.name}:`, label: def.label });
  return [...byName.values()];
};

const objectCompletions = (schema: SchemaModel, typed: string): readonly Completion[] =>
  (typed === '' ? [...schema.objects.values()] : objectsLike(schema, typed)).map(({ def }) => ({
    scope: `in:${def.name}`,
    label: def.labelPlural,
  }));

const titleCompletions = (db: ReadDb, target: ObjectModel, typed: string): readonly string[] =>
  typed === '' ? [] : [...titlesByRid(db, target, findByTitle(db, target, foldForSearch(typed), MAX_TITLES)).values()];

const valueCompletions = (
  db: ReadDb,
  schema: SchemaModel,
  name: string,
  typed: string,
): readonly { readonly value: string; readonly label: string }[] => {
  const byValue = new Map<string, { readonly value: string; readonly label: string }>();
  const add = (value: string, label: string, field: string): void => {
    if (!byValue.has(value)) byValue.set(value, { value, label: `${field}: ${label}` });
  };
  for (const object of schema.objects.values()) {
    const field = scopedField(object, name);
    if (!field) continue;
    const label = object.fields.get(field.path)?.def.label ?? name;
    const options = typed === '' ? namedValues(field.settings) : valuesLike(field.settings, typed);
    for (const option of options) add(option.label, option.label, label);
    const target = scopeTarget(schema, object, name);
    if (target) for (const title of titleCompletions(db, target, typed)) add(title, title, label);
  }
  return [...byValue.values()];
};

const completions = (
  db: ReadDb,
  schema: SchemaModel,
  name: string | undefined,
  value: string,
): readonly Completion[] => {
  if (name === undefined) {
    if (nameKey(value).length < MIN_NAME || value.startsWith('"')) return [];
    return [...fieldCompletions(schema, value), ...objectCompletions(schema, value)];
  }
  const typed = value.replaceAll('"', '');
  if (isObjectScope(name)) return objectCompletions(schema, typed);
  return valueCompletions(db, schema, name, typed).map((each) => ({
    scope: `${name}:${quotedValue(each.value)}`,
    label: each.label,
  }));
};

/** Scopes that complete the end of a typed text: fields and objects by their beginnings, options and related records after a colon. */
export const suggestScopes = (
  deps: SearchDeps,
  db: ReadDb,
  { text }: { readonly text: string },
): { suggestions: SearchSuggestion[] } => {
  const match = LAST.exec(text);
  const { minus = '', name, value = '' } = match?.groups ?? {};
  const before = text.slice(0, match?.index ?? text.length);
  const suggestions = completions(db, deps.schema.current(), name, value)
    .map(({ scope, label }) => ({ text: before + minus + scope, scope, label }))
    .filter((each) => each.text !== text)
    .slice(0, MAX_SUGGESTIONS);
  return { suggestions };
};
