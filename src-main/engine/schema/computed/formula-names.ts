import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import { rulesFor } from '@shared/domain/field-types/index';
import type { ExpressionType } from '@shared/domain/expressions';
import { findStage } from '@shared/domain/pipelines';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import { CurrencyValue, type FieldValue, isStageValue } from '@shared/domain/values';
import { Day, type ExpressionValue, Money } from '../../expressions/expression-values';
import type { ExpressionNames } from '../../expressions/parse-expression';
import type { FieldModel, ObjectModel, SchemaModel } from '../model';
import { relationTarget } from '../relation-target';

/** What a name in a formula reads: the field at the end of a path over relations to one record, or one part of it. */
export interface FormulaName {
  /** The path as a query takes it ("company.industry"). */
  readonly path: string;
  readonly type: ExpressionType;
  /** From a stored value of that path to what the formula works with. */
  readonly toValue: (stored: FieldValue) => ExpressionValue;
}

/** What fields of each type enter as; one of another type cannot be read. */
const ENTERS_AS: Readonly<Partial<Record<FieldType, ExpressionType>>> = {
  text: 'text',
  longText: 'text',
  number: 'number',
  integer: 'number',
  percent: 'number',
  rating: 'number',
  currency: 'currency',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'dateTime',
  select: 'text',
  stage: 'text',
  multiSelect: 'texts',
  fullName: 'text',
  emails: 'texts',
  phones: 'texts',
  links: 'texts',
  address: 'text',
  actor: 'text',
};

const textsOf = (stored: FieldValue): readonly string[] =>
  Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];

const labelIn = (settings: FieldSettings, key: string): string =>
  settings.options?.find((option) => option.key === key)?.label ??
  findStage(settings.pipelines, key)?.stage.label ??
  key;

const valueReader = (
  type: FieldType,
  settings: FieldSettings,
): ((stored: Exclude<FieldValue, null>) => ExpressionValue) | undefined => {
  const entersAs = ENTERS_AS[type];
  switch (entersAs) {
    case 'number':
      return (stored) => (typeof stored === 'number' ? stored : null);
    case 'boolean':
      return (stored) => (typeof stored === 'boolean' ? stored : null);
    case 'date':
      return (stored) => (typeof stored === 'string' ? new Day(stored) : null);
    case 'dateTime':
      return (stored) => (typeof stored === 'number' ? new Date(stored) : null);
    case 'currency':
      return (stored) => {
        const money = CurrencyValue.safeParse(stored).data;
        return money ? new Money(money.amountMinor, money.currency) : null;
      };
    case 'texts':
      return type === 'multiSelect'
        ? (stored) => textsOf(stored).map((key) => labelIn(settings, key))
        : (stored) => textsOf(stored);
    case 'text':
      if (type === 'select') return (stored) => (typeof stored === 'string' ? labelIn(settings, stored) : null);
      if (type === 'stage') return (stored) => (isStageValue(stored) ? labelIn(settings, stored.key) : null);
      return (stored) => (typeof stored === 'string' ? stored : rulesFor(type).formatText(stored, { settings }));
    case undefined:
      return undefined;
    default:
      return assertNever(entersAs);
  }
};

const named = (path: string, type: FieldType, settings: FieldSettings): FormulaName | undefined => {
  const read = valueReader(type, settings);
  const entersAs = ENTERS_AS[type];
  if (!read || entersAs === undefined) return undefined;
  return { path, type: entersAs, toValue: (stored) => (stored === null ? null : read(stored)) };
};

/** One part of a value: of a choice its key, of others what a query may name. What changes with time alone is none, for nothing would tell. */
const partNamed = (path: string, field: FieldModel, name: string): FormulaName | undefined => {
  if (name === 'key' && field.valueType === 'select')
    return { path, type: 'text', toValue: (stored) => (typeof stored === 'string' ? stored : null) };
  const part = Object.hasOwn(field.storage.parts, name) ? field.storage.parts[name] : undefined;
  if (!part || part.isOfTheMoment) return undefined;
  return named(`${path}.${name}`, part.type, part.settings?.(field.def.settings) ?? {});
};

const unusable = (field: FieldModel, target: ObjectModel | undefined, path: string): NoName => {
  const { label } = field.def;
  if (!target) return { problem: msg`${label} cannot be used in a formula.` };
  const example = `${path}.${target.titleField.def.name}`;
  return { problem: msg`"${path}" leads to a record: choose one of its fields, as in ${example}.` };
};

const partsOf = (field: FieldModel): readonly string[] => [
  ...(field.valueType === 'select' ? ['key'] : []),
  ...Object.entries(field.storage.parts).flatMap(([name, part]) => (part.isOfTheMoment ? [] : [name])),
];

const MAX_HOPS = 5;

/** Why a path means nothing. */
export interface NoName {
  readonly problem: MessageDescriptor;
}

/** Finds what a path means for the records of an object. */
export const findFormulaName = (
  schema: SchemaModel,
  object: ObjectModel,
  names: readonly string[],
): FormulaName | NoName => {
  let at = object;
  for (const [index, name] of names.entries()) {
    const field = at.fields.get(name);
    if (!field) {
      const { labelPlural } = at.def;
      return { problem: msg`${labelPlural} have no field "${name}".` };
    }
    const path = names.slice(0, index + 1).join('.');
    const rest = names.slice(index + 1);
    const [next] = rest;
    const target = relationTarget(schema, field);
    if (next === undefined) return named(path, field.valueType, field.def.settings) ?? unusable(field, target, path);
    if (!target || index >= MAX_HOPS) {
      const found = rest.length > 1 ? undefined : partNamed(path, field, next);
      if (found) return found;
      const { label } = field.def;
      const wanted = rest.join('.');
      return { problem: msg`${label} has no "${wanted}".` };
    }
    at = target;
  }
  return { problem: msg`Name a field.` };
};

/** The names that formulas of an object may use: its own fields, and those of the records that its relations lead to. */
export const formulaNames = (schema: SchemaModel, object: ObjectModel): ExpressionNames => ({
  find: (names) => {
    const found = findFormulaName(schema, object, names);
    return 'problem' in found ? found : found.type;
  },
  namesAfter: (names) => {
    let at = object;
    for (const [index, name] of names.entries()) {
      const field = at.fields.get(name);
      const target = field && relationTarget(schema, field);
      if (!target) return field && index === names.length - 1 ? partsOf(field) : [];
      at = target;
    }
    return at.fields.keys();
  },
});
