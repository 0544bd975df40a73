// Everything a person reads in a language that no source has: each text of the catalogue in ⟦brackets⟧. English that stands beside them is a word that somebody
// wrote past the catalogue.
import { i18n, type Messages } from '@lingui/core';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rulesFor } from '@shared/domain/field-types/index';
import { FIELD_TYPES, type FieldType } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';
import { formatMessage } from '@shared/messages/format-message';
import { messages as source } from '@renderer/locales/en.po';
import { toAppError } from '@renderer/rpc/call-error';
import { importFile, stage } from '../../engine/exchange/exchange-fixture';
import { testEngine } from '../../helpers/test-engine';
import { fakeField } from '../../helpers/fake-field';
import { renderEditor } from '../fields/render-editor';

const bracketed: Messages = Object.fromEntries(
  Object.entries(source).map(([id, text]) => [id, ['⟦', ...(Array.isArray(text) ? text : [text]), '⟧']]),
);
const speakBrackets = (): void => i18n.loadAndActivate({ locale: 'en', messages: bracketed });

beforeEach(speakBrackets);
afterEach(() => {
  cleanup();
  i18n.loadAndActivate({ locale: 'en', messages: {} });
});

const WHOLE = /^⟦[^]*⟧$/;
/** The type, then ⟦Label: ⟦reason⟧⟧. */
const REASON_INSIDE = /^\w+ ⟦[^⟦]*⟦[^]*⟧⟧$/;

const failureOf = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return error === undefined ? 'nothing failed' : toAppError(error).message;
};

const context = {
  settings: { options: [{ key: 'a', label: 'Alpha', color: 'gray' as const }] },
  currency: 'EUR',
  phoneRegion: 'DE',
  dateOrder: 'ymd' as const,
  decimalComma: false,
  nowMs: 0,
  timeZone: 'UTC',
  members: [],
};
const RUBBISH = ['!!', 'x'.repeat(100_000), 'a@b@c', '1.5', '99999999999999999 EUR', `${'y'.repeat(3000)}, b, c, d, e`];

test('the reasons of every field type are in the catalogue', () => {
  const reasons = FIELD_TYPES.flatMap((type) =>
    RUBBISH.flatMap((text) => {
      const read = rulesFor(type).parseText(text, context);
      return read.ok ? [] : [formatMessage(read.reason)];
    }),
  );

  expect(reasons.length).toBeGreaterThan(30);
  for (const reason of reasons) expect(reason).toMatch(WHOLE);
});

const UNFIT: readonly (readonly [FieldType, FieldInput])[] = [
  ['text', { a: 1 }],
  ['number', true],
  ['integer', 1.5],
  ['currency', 12],
  ['currency', { amountMinor: 1, currency: 'XXX' }],
  ['boolean', 2],
  ['date', '2026-02-30'],
  ['dateTime', 1.5],
  ['select', 'nope'],
  ['multiSelect', [1]],
  ['rating', 6],
  ['fullName', 7],
  ['emails', ['nope']],
  ['phones', ['-']],
  ['links', ['javascript:alert(1)']],
  ['address', { planet: 'x' }],
  ['files', [{}]],
];

test('a value that a field refuses is refused in the words of the catalogue', async () => {
  const { client } = await testEngine();
  for (const [at, [type, value]] of UNFIT.entries()) {
    const settings = type === 'select' || type === 'multiSelect' ? context.settings : {};
    const { name } = await client.schema.createField({ object: 'company', label: `F${at}`, type, settings });

    const failure = await failureOf(client.records.create({ object: 'company', values: { [name]: value } }));

    expect(`${type} ${failure}`).toMatch(REASON_INSIDE);
  }
});

test('what the engine refuses it refuses in the words of the catalogue', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const id = '01a1f82f-1e80-74b8-be13-fc61776c21f0';
  const failures = await Promise.all(
    [
      client.records.create({ object: 'nothing', values: {} }),
      client.records.create({ object: 'person', values: { nothing: 1 } }),
      client.records.create({ object: 'person', values: { createdAt: 1 } }),
      client.records.update({ object: 'person', id, values: { jobTitle: 'x' } }),
      client.records.query({ object: 'person', sort: [{ field: 'nothing', direction: 'asc' }] }),
      client.records.query({ object: 'person', filter: { field: 'name', op: 'lt', value: 'x' } }),
      client.records.query({ object: 'person', filter: { field: 'name', op: 'contains', value: [1] } }),
      client.records.query({ object: 'person', page: { limit: 20, cursor: 'nothing' } }),
      client.records.query({ object: 'person', page: { limit: 5000 } }),
      client.schema.createObject({ labelSingular: 'X'.repeat(500), labelPlural: 'X' }),
      client.schema.createField({ object: 'person', label: 'X', type: 'actor' }),
      client.schema.createField({ object: 'person', label: 'X', type: 'relation' }),
      client.schema.deleteObject({ name: 'person' }),
      client.schema.deleteField({ object: 'person', name: 'name' }),
      client.exchange.importStatus({ id }),
      client.workspace.update({ timeZone: 'Mars/Olympus' }),
    ].map(failureOf),
  );

  expect(failures.filter((failure) => !WHOLE.test(failure))).toEqual([]);
});

test('rows that an import leaves out have their reasons in the words of the catalogue', async () => {
  const engine = await testEngine();
  const csv = 'Name,Email\nAnn Lee,ann@x.example\nDan Poe,not an address\nEva Moe,eva@x.example,extra\n"Bad,x\n';
  const { id } = await importFile(engine, stage(engine, csv), { object: 'person' });

  const { rows } = await engine.client.exchange.rejectedRows({ id });

  expect(rows).toHaveLength(3);
  for (const { reasons } of rows) for (const reason of reasons) expect(formatMessage(reason)).toMatch(WHOLE);
});

test('the reason beside a field on the screen is in the words of the catalogue', async () => {
  const { user } = renderEditor(fakeField('employees', 'integer'), 390, { initialText: 'a' });
  speakBrackets();

  await user.keyboard('bc{Enter}');

  expect((await screen.findByRole('alert')).textContent).toMatch(WHOLE);
});
