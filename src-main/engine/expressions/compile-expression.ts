import { msg } from '@lingui/core/macro';
import { EvaluationError } from '@marcbachmann/cel-js';
import type { ExpressionIssue, ExpressionType } from '@shared/domain/expressions';
import { toMessage, type Message } from '@shared/messages/message';
import { newEnvironment } from './environment';
import { boundedText, EMPTY_VALUE, EvaluationFailure } from './evaluation-failure';
import { explainTypeError } from './explain-error';
import { CEL_TYPES, Day, type ExpressionValue, Money, typeOfCel } from './expression-values';
import { type ExpressionNames, parseExpression, variableName } from './parse-expression';

/** What an expression gives for one record: a value, or nothing and why. Null without a failure: something that it needs is empty. */
export interface Evaluation {
  readonly value: ExpressionValue;
  readonly failure: Message | null;
}

/** An expression that fits its names, ready to be evaluated any number of times. */
export interface CompiledExpression {
  readonly type: ExpressionType;
  /** What it reads, each path once. */
  readonly paths: readonly string[];
  /** `values` in the order of `paths`, of the types that the names have. Never throws. */
  readonly evaluate: (values: readonly ExpressionValue[]) => Evaluation;
}

export type Compilation =
  | { readonly ok: true; readonly expression: CompiledExpression }
  | { readonly ok: false; readonly issues: readonly ExpressionIssue[] };

const NOTHING: Evaluation = { value: null, failure: null };

const NO_VALUE = toMessage(msg`The formula has no value here.`);
const TOO_LONG = toMessage(msg`A text would be too long.`);

const failureWords = (error: unknown): Message => {
  if (error instanceof EvaluationFailure) return error.words;
  // V8's own limit on texts, far beyond ours.
  if (error instanceof RangeError) return TOO_LONG;
  return NO_VALUE;
};

const isList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** A result as a field may hold it. Errors: `EvaluationFailure`. */
const toValue = (result: unknown): ExpressionValue => {
  if (typeof result === 'string') return result === '' ? null : boundedText(result);
  if (typeof result === 'number') {
    if (!Number.isFinite(result)) throw new EvaluationFailure(msg`The number is too large, or is none.`);
    return result === 0 ? 0 : result;
  }
  if (typeof result === 'boolean' || result instanceof Day || result instanceof Money || result instanceof Date)
    return result;
  if (isList(result)) return result.length === 0 ? null : result;
  throw new EvaluationFailure(NO_VALUE);
};

/**
 * Checks an expression against the names it may use and makes it ready. Numbers are floating-point throughout; an empty value makes what needs it empty
 * (`ifEmpty` and `isEmpty` handle it, `&&` and `||` decide without it where they can).
 */
export const compileExpression = (source: string, names: ExpressionNames): Compilation => {
  const parsed = parseExpression(source, names);
  if (!parsed.ok) return parsed;
  const { text, paths, types, originOf } = parsed.printed;
  const whole = { start: 0, end: source.length };
  const environment = newEnvironment();
  types.forEach((type, at) => environment.registerVariable(variableName(at), CEL_TYPES[type]));
  const program = environment.parse(text);
  const checked = program.check();
  if (!checked.valid) {
    const at = checked.error?.range ? originOf(checked.error.range) : whole;
    return {
      ok: false,
      issues: [{ message: toMessage(explainTypeError(checked.error)), start: at.start, end: at.end }],
    };
  }
  const type = typeOfCel(checked.type ?? '');
  if (type === undefined)
    return {
      ok: false,
      issues: [
        { message: toMessage(msg`A formula has to give a text, a number, yes or no, a date or an amount.`), ...whole },
      ],
    };

  // One row at a time: getters, so that only what is needed is looked at and an empty value stops what needs it.
  let row: readonly ExpressionValue[] = [];
  const context: Record<string, unknown> = {};
  paths.forEach((_, at) => {
    Object.defineProperty(context, variableName(at), {
      get: () => {
        const value = row[at] ?? null;
        if (value === null) throw EMPTY_VALUE;
        return typeof value === 'string' ? boundedText(value) : value;
      },
    });
  });
  const run: (from: typeof context) => unknown = program;
  return {
    ok: true,
    expression: {
      type,
      paths,
      evaluate: (values) => {
        row = values;
        try {
          return { value: toValue(run(context)), failure: null };
        } catch (error) {
          const isOutOfList = error instanceof EvaluationError && error.code === 'index_out_of_bounds';
          return error === EMPTY_VALUE || isOutOfList ? NOTHING : { value: null, failure: failureWords(error) };
        }
      },
    },
  };
};
