import { i18n } from '@lingui/core';
import { msg, plural } from '@lingui/core/macro';
import { afterEach, expect, test } from 'vitest';
import { AppError } from '@shared/errors/app-error';
import { appErrorOf, Failure, fromFailure, toFailure } from '@shared/errors/failure';
import { fieldReason } from '@shared/messages/field-reason';
import { formatMessage } from '@shared/messages/format-message';
import { Message, toMessage } from '@shared/messages/message';
import { schemaIssue } from '@shared/messages/schema-issue';
import { z } from 'zod';

afterEach(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

/** As it arrives after a wire or a database. */
const carried = (message: Message): Message => Message.parse(JSON.parse(JSON.stringify(message)));

const rows = (count: number) => msg`${plural(count, { one: '# row', other: '# rows' })} left out`;

test('without a catalogue a message speaks the source language, plurals included, also after a journey', () => {
  expect(formatMessage(carried(toMessage(rows(1))))).toBe('1 row left out');
  expect(formatMessage(carried(toMessage(rows(2))))).toBe('2 rows left out');
});

test('what stands in a message is shown as it is, whatever signs it holds', () => {
  const hostile = `{a} 'b' <c> # {d, plural, other{x}}`;

  expect(formatMessage(carried(toMessage(msg`There is no ${hostile} here`)))).toBe(`There is no ${hostile} here`);
});

test('a message inside a message is put into words in the same language', () => {
  const inner = toMessage(msg`Not a number`);
  const outer = fieldReason('Size', inner);
  i18n.loadAndActivate({ locale: 'de', messages: { [inner.id]: 'Keine Zahl', [outer.id]: '{field} – {reason}' } });

  expect(formatMessage(carried(outer))).toBe('Size – Keine Zahl');
});

test('what the catalogue does not have stays in the source language', () => {
  i18n.loadAndActivate({ locale: 'de', messages: { other: 'Anderes' } });

  expect(formatMessage(msg`Not a number`)).toBe('Not a number');
});

test('an error keeps its words on the way over the wire and speaks the language of where it arrives', () => {
  const error = new AppError('conflict', rows(3), { actual: 4 });
  const sent = Failure.parse(JSON.parse(JSON.stringify(toFailure(error))));
  i18n.loadAndActivate({ locale: 'de', messages: { [error.words.id]: '{count} Zeilen fehlen' } });

  const arrived = fromFailure(sent);

  expect(error.message).toBe('3 rows left out');
  expect(arrived).toMatchObject({ code: 'conflict', message: '3 Zeilen fehlen', detail: { actual: 4 } });
});

test('what is no AppError shows nothing of itself, and what carries no words is none', () => {
  expect(JSON.stringify(toFailure(new Error('secret')))).not.toContain('secret');
  expect(appErrorOf(new Error('secret'))).toBeUndefined();
  expect(appErrorOf(Object.assign(new Error('x'), { code: 'conflict', data: { actual: 1 } }))).toBeUndefined();
});

test.each([
  [z.string().max(3), 'abcd', 'at most 3 characters'],
  [z.array(z.int()).max(1), [1, 2], 'at most 1 entries'],
  [z.int().max(9), 10, 'at most 9'],
  [z.int().min(2), 1, 'at least 2'],
  [z.string().min(1), '', 'it may not be empty'],
  [z.string(), 1, 'expected string'],
  [z.enum(['a', 'b']), 'c', 'expected one of a, b'],
  [z.strictObject({}), { x: 1 }, 'there is no x'],
  [z.object({ a: z.object({ b: z.int() }) }), { a: { b: 'x' } }, 'a.b: expected number'],
  [z.union([z.string(), z.int()]), [], 'this is not what is expected here'],
])('what does not fit a schema is said in words of the catalogue (%#)', (schema, value, words) => {
  const { error } = schema.safeParse(value);

  expect(formatMessage(schemaIssue(error?.issues[0]).words)).toBe(words);
});
