import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import type { ExpressionIssue } from '@shared/domain/expressions';
import { toMessage, withValues, type Message } from '@shared/messages/message';
import { TYPE_WORDS, typeOfCel } from './expression-values';

/** What the reader of an expression stumbled over, in words. */
export const explainSyntaxError = (error: unknown, source: string): ExpressionIssue => {
  if (!(error instanceof ParseError))
    return { message: toMessage(msg`The formula cannot be read.`), start: 0, end: source.length };
  const { start, end } = error.range ?? { start: 0, end: source.length };
  const at = { start, end: Math.max(end, Math.min(start + 1, source.length)) };
  const found = source.slice(at.start, at.end);
  switch (error.code) {
    case 'limit_exceeded':
      return /depth/i.test(error.summary)
        ? { message: toMessage(msg`The formula nests too deep: 50 levels are allowed.`), ...at }
        : { message: toMessage(msg`The formula has too many parts: 500 are allowed.`), ...at };
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
    case 'newline_in_string':
      return { message: toMessage(msg`A text is not closed: put a quotation mark at its end.`), ...at };
    case 'reserved_identifier':
      return { message: toMessage(msg`"${found}" is a word of the language and no field.`), ...at };
    default:
      if (source.trim() === '') return { message: toMessage(msg`Write a formula.`), start: 0, end: 0 };
      if (found === '') return { message: toMessage(msg`The formula ends too early.`), ...at };
      if (found === '=') return { message: toMessage(msg`Write == to compare.`), ...at };
      return { message: toMessage(msg`"${found}" was not expected here.`), ...at };
  }
};

const wordsOf = (celName: string): Message => toMessage(typeWords(celName));

const typeWords = (celName: string): MessageDescriptor => {
  const type = typeOfCel(celName.trim());
  if (type !== undefined) return TYPE_WORDS[type];
  if (celName === 'google.protobuf.Duration') return msg`a span of time`;
  return celName.startsWith('list') ? msg`a list` : msg`a value of another kind`;
};

const joined = (before: Message, next: Message): Message =>
  withValues(msg({ message: '{before}, {next}' }), { before, next });

const OPERATOR = /^no such overload: (.+?) (\+|-|\*|\/|%|==|!=|<=?|>=?|in) (.+)$/;
const UNARY = /^no such overload: ([!-])(.+)$/;
const CALL = /^found no matching overload for '(?:(.+)\.)?([a-zA-Z_]+)\((.*)\)'$/;

/** What the checker found, in words; positions are those of the text that it was given. */
export const explainTypeError = (error: unknown): MessageDescriptor => {
  if (!(error instanceof CelTypeError) && !(error instanceof ParseError) && !(error instanceof EvaluationError))
    return msg`The formula cannot be checked.`;
  const { summary } = error;
  const operator = OPERATOR.exec(summary);
  if (operator) {
    const [, left = '', sign = '', right = ''] = operator;
    return withValues(msg({ message: '{sign} does not work between {left} and {right}.' }), {
      sign,
      left: wordsOf(left),
      right: wordsOf(right),
    });
  }
  const unary = UNARY.exec(summary);
  if (unary)
    return withValues(msg({ message: '{sign} does not work on {value}.' }), {
      sign: unary[1] ?? '',
      value: wordsOf(unary[2] ?? ''),
    });
  const call = CALL.exec(summary);
  if (call) {
    const [, receiver, name = '', given = ''] = call;
    const values = [...(receiver === undefined ? [] : [receiver]), ...given.split(', ').filter((each) => each !== '')];
    return values.length === 0
      ? msg`${name} needs a value.`
      : withValues(msg({ message: '{name} cannot be used with {value}.' }), {
          name,
          value: values.map(wordsOf).reduce(joined),
        });
  }
  switch (error.code) {
    case 'invalid_logical_operand':
      return msg`&& and || work between conditions, which are yes or no.`;
    case 'invalid_condition_type':
      return msg`What stands before ? has to be yes or no.`;
    case 'incompatible_ternary_branches':
      return msg`Both sides of : have to give the same kind of value.`;
    case 'heterogeneous_list_element':
      return msg`All elements of a list have to be of the same kind.`;
    case 'different_types': {
      const [first = '', other = ''] = summary.split(',');
      return withValues(
        msg({ message: 'The value in place of an empty one has to be of the same kind: {wanted}, not {found}.' }),
        { wanted: wordsOf(first), found: wordsOf(other) },
      );
    }
    case 'cannot_index_type':
      return msg`Only lists have elements.`;
    case 'invalid_comprehension_range':
      return msg`This works on lists only.`;
    default:
      return msg`This does not fit together.`;
  }
};
