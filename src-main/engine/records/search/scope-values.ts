import type { ParseContext } from '@shared/domain/field-types/field-type';
import { findMembers } from '@shared/domain/field-types/member';
import { rulesFor } from '@shared/domain/field-types/index';
import { listStages } from '@shared/domain/pipelines';
import { type Filter, type Operator, PERIODS } from '@shared/domain/query';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import { titleFilters } from '../query/title-filter';
import { nameKey } from './search-fold';

/** What a scope's value is compared with. */
export interface ScopedField {
  /** As filters name it. */
  readonly path: string;
  readonly type: FieldType;
  readonly settings: FieldSettings;
}

export interface ScopeContext {
  readonly schema: SchemaModel;
  /** How values are read. */
  readonly reading: Omit<ParseContext, 'settings'>;
  /** Ids of live records whose title contains a text; some, where there are very many. */
  readonly idsByTitle: (object: ObjectModel, text: string) => readonly string[];
}

/** Matches no record. */
export const NOTHING: Filter = { or: [] };

const COMPARISON = /^(>=|<=|>|<)(.+)$/;
const SPAN = /^(.+?)\.\.(.+)$/;
const OPS: Readonly<Record<string, Operator>> = { '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte' };

interface Named {
  readonly key: string;
  readonly label: string;
}

/** What a field's values are called: options, or stages of all its pipelines. */
export const namedValues = (settings: FieldSettings): readonly Named[] => [
  ...(settings.options ?? []),
  ...listStages(settings.pipelines).map(({ stage }) => stage),
];

/** Those that a text means: the ones of that name, else those that begin so, else those that contain it. */
export const valuesLike = (settings: FieldSettings, text: string): readonly Named[] => {
  const wanted = nameKey(text);
  const options = namedValues(settings).map((option) => ({ option, label: nameKey(option.label) }));
  const tests: readonly ((label: string, key: string) => boolean)[] = [
    (label, key) => label === wanted || key === text,
    (label) => label.startsWith(wanted),
    (label) => label.includes(wanted),
  ];
  for (const test of tests) {
    const found = options.filter(({ label, option }) => test(label, option.key)).map(({ option }) => option);
    if (found.length > 0) return found;
  }
  return [];
};

/** Numbers, days and yes or no; of money the amount. */
const operandOf = (value: FieldValue): FieldInput | undefined => {
  if (typeof value === 'object') return value !== null && 'amountMinor' in value ? value.amountMinor : undefined;
  return value;
};

const parsedValue = (field: ScopedField, text: string, context: ScopeContext): FieldInput | undefined => {
  const result = rulesFor(field.type).parseText(text.trim(), { ...context.reading, settings: field.settings });
  return result.ok && result.value !== null ? operandOf(result.value) : undefined;
};

/** "5000", ">5000", "10..20", "today", "thisWeek". */
const comparison = (field: ScopedField, text: string, context: ScopeContext): Filter => {
  const { operators } = rulesFor(field.type);
  const period = PERIODS.find((each) => nameKey(each) === nameKey(text));
  if (period && operators.includes('inPeriod')) return { field: field.path, op: 'inPeriod', value: period };
  const [, sign = '', bound = ''] = COMPARISON.exec(text) ?? [];
  const op = OPS[sign];
  if (op && operators.includes(op)) {
    const value = parsedValue(field, bound, context);
    return value === undefined ? NOTHING : { field: field.path, op, value };
  }
  const [, from, to] = SPAN.exec(text) ?? [];
  if (from !== undefined && to !== undefined && operators.includes('between')) {
    const bounds = [parsedValue(field, from, context), parsedValue(field, to, context)];
    const [low, high] = bounds.map((each) => (typeof each === 'number' || typeof each === 'string' ? each : undefined));
    if (low === undefined || high === undefined) return NOTHING;
    return {
      field: field.path,
      op: 'between',
      value: typeof low === 'number' ? [low, Number(high)] : [low, String(high)],
    };
  }
  const value = parsedValue(field, text, context);
  return value === undefined || !operators.includes('is') ? NOTHING : { field: field.path, op: 'is', value };
};

const anyOf = (path: string, keys: readonly string[]): Filter =>
  keys.length === 0 ? NOTHING : { field: path, op: 'isAnyOf', value: [...keys] };

const memberFilter = (path: string, text: string, { schema }: ScopeContext): Filter => {
  if (nameKey(text) === 'me') return { field: path, op: 'isMe' };
  const exact = findMembers(schema.members, text);
  const wanted = nameKey(text);
  const found = exact.length > 0 ? exact : schema.members.filter(({ name }) => nameKey(name).includes(wanted));
  return anyOf(
    path,
    found.map(({ id }) => id),
  );
};

const relationFilter = (field: ScopedField, text: string, { schema }: ScopeContext): Filter => {
  const target = schema.objects.get(field.settings.target ?? '');
  return target ? { or: [...titleFilters(target, text, field.path)] } : NOTHING;
};

const morphFilter = (field: ScopedField, text: string, context: ScopeContext): Filter => {
  const names = field.settings.targets ?? [...context.schema.objects.keys()];
  return anyOf(
    field.path,
    names.flatMap((name) => {
      const target = context.schema.objects.get(name);
      return target ? context.idsByTitle(target, text).map((id) => `${name}:${id}`) : [];
    }),
  );
};

const textOrComparison = (field: ScopedField, text: string, context: ScopeContext): Filter =>
  rulesFor(field.type).operators.includes('contains')
    ? { field: field.path, op: 'contains', value: text }
    : comparison(field, text, context);

type ToFilter = (field: ScopedField, text: string, context: ScopeContext) => Filter;

const optionFilter: ToFilter = ({ path, settings }, text) =>
  anyOf(
    path,
    valuesLike(settings, text).map(({ key }) => key),
  );

const authorFilter: ToFilter = (field, text, context) =>
  nameKey(text) === 'me' ? { field: field.path, op: 'isMe' } : textOrComparison(field, text, context);

const linksFilter: ToFilter = ({ path, settings }, text, { schema, idsByTitle }) => {
  const target = schema.objects.get(settings.target ?? '');
  return target ? anyOf(path, idsByTitle(target, text)) : NOTHING;
};

/** Types whose values are named rather than written. */
const NAMED: Partial<Record<FieldType, ToFilter>> = {
  select: optionFilter,
  multiSelect: optionFilter,
  stage: optionFilter,
  member: ({ path }, text, context) => memberFilter(path, text, context),
  relation: relationFilter,
  relations: linksFilter,
  morphRelation: morphFilter,
  actor: authorFilter,
};

/** One value of a scope as a filter of the ordinary query language. What fits no value of the field matches nothing. */
export const valueFilter: ToFilter = (field, text, context) =>
  (NAMED[field.type] ?? textOrComparison)(field, text, context);
