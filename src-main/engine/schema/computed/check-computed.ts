import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import type { ExpressionIssue, ExpressionType } from '@shared/domain/expressions';
import type { FieldSettings, FieldType, ResultType, Rollup } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import { toMessage } from '@shared/messages/message';
import { compileExpression, type CompiledExpression } from '../../expressions/compile-expression';
import type { FieldModel, LinkModel, LinkSide, ObjectModel, SchemaModel } from '../model';
import { formulaNames } from './formula-names';

export type CheckedFormula =
  | { readonly ok: true; readonly expression: CompiledExpression; readonly result: ResultType }
  | { readonly ok: false; readonly issues: readonly ExpressionIssue[] };

const resultOf = (type: ExpressionType): ResultType | undefined => (type === 'texts' ? undefined : type);

/** Whether an expression fits the records of an object, and what it gives. */
export const checkFormula = (schema: SchemaModel, object: ObjectModel, source: string): CheckedFormula => {
  const compiled = compileExpression(source, formulaNames(schema, object));
  if (!compiled.ok) return compiled;
  const result = resultOf(compiled.expression.type);
  if (result === undefined) {
    const message = msg`A list cannot be kept in a field: use join(list, ", ") or first(list).`;
    return { ok: false, issues: [{ message: toMessage(message), start: 0, end: source.length }] };
  }
  return { ok: true, expression: compiled.expression, result };
};

/** Records related to one record: those whose field `link` leads to it, or those that a many-to-many relation links to it. */
export type RelatedList =
  | { readonly kind: 'inverse'; readonly object: ObjectModel; readonly link: FieldModel }
  | {
      readonly kind: 'links';
      readonly object: ObjectModel;
      readonly links: LinkModel;
      /** The end at which the one record is. */
      readonly side: LinkSide;
    };

/** What a rollup reads and holds, as far as the data model tells. */
export interface CheckedRollup {
  readonly list: RelatedList;
  /** Undefined for a plain count. */
  readonly field: FieldModel | undefined;
  readonly result: ResultType;
}

const refuse = (message: MessageDescriptor, detail: Readonly<Record<string, string>> = {}): AppError =>
  new AppError('invalid_input', message, { ...detail, setting: 'rollup' });

const sumOf = (type: FieldType): ResultType | undefined =>
  type === 'currency' || type === 'integer' ? type : isNumeric(type) ? 'number' : undefined;
const isNumeric = (type: FieldType): boolean =>
  type === 'number' || type === 'integer' || type === 'percent' || type === 'rating';

const resultOfRollup = (fn: Rollup['fn'], type: FieldType): ResultType | undefined => {
  switch (fn) {
    case 'count':
    case 'countFilled':
    case 'countUnique':
      return 'integer';
    case 'sum':
    case 'min':
    case 'max':
      return sumOf(type);
    case 'avg':
      return type === 'currency' ? 'currency' : isNumeric(type) ? 'number' : undefined;
    case 'earliest':
    case 'latest':
      return type === 'date' || type === 'dateTime' ? type : undefined;
    case 'any':
    case 'all':
      return type === 'boolean' ? 'boolean' : undefined;
    default:
      return assertNever(fn);
  }
};

const findList = (schema: SchemaModel, owner: ObjectModel, name: string): RelatedList | undefined => {
  const inverse = owner.inverses.get(name);
  if (inverse) return { kind: 'inverse', object: inverse.object, link: inverse.field };
  const { link = '', side, target = '' } = owner.fields.get(name)?.def.settings ?? {};
  const links = schema.links.get(link);
  const object = schema.objects.get(target);
  return links && side && object ? { kind: 'links', object, links, side } : undefined;
};

/** Errors: `invalid_input` for a list, field or function that is not there or does not fit. The filter is not looked at. */
export const checkRollup = (schema: SchemaModel, owner: ObjectModel, rollup: Rollup): CheckedRollup => {
  const { related, fn, field: name } = rollup;
  const list = findList(schema, owner, related);
  if (!list) {
    const { labelPlural } = owner.def;
    throw refuse(msg`${labelPlural} have no list "${related}".`, { related });
  }
  if (fn === 'count') return { list, field: undefined, result: 'integer' };
  if (name === undefined) throw refuse(msg`Choose the field that is rolled up.`, { related });
  const field = list.object.fields.get(name);
  if (!field) {
    const { labelPlural } = list.object.def;
    throw refuse(msg`${labelPlural} have no field "${name}".`, { related, field: name });
  }
  const result = resultOfRollup(fn, field.valueType);
  if (result === undefined) {
    const { label } = field.def;
    throw refuse(msg`${label} cannot be rolled up this way.`, { field: name, fn });
  }
  return { list, field, result };
};

/** The settings of a computed field with what it holds filled in; those of other types as they are. Errors: `invalid_input`, of a formula with `start` and `end`. */
export const settleResult = (
  schema: SchemaModel,
  object: ObjectModel,
  type: FieldType,
  settings: FieldSettings,
): FieldSettings => {
  if (type === 'formula') {
    const checked = checkFormula(schema, object, settings.expression ?? '');
    if (checked.ok) return { ...settings, result: checked.result };
    const [issue] = checked.issues;
    throw new AppError('invalid_input', issue?.message ?? msg`The formula does not work.`, {
      setting: 'expression',
      start: issue?.start ?? 0,
      end: issue?.end ?? 0,
    });
  }
  if (type !== 'rollup') return settings;
  if (!settings.rollup) throw refuse(msg`Choose what is rolled up.`);
  return { ...settings, result: checkRollup(schema, object, settings.rollup).result };
};
