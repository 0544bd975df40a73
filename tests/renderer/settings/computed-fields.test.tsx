import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import { toMessage } from '@shared/messages/message';
import { TypeSettings } from '@renderer/features/settings/type-settings';
import { FAKE_COMPANY, FAKE_PERSON } from '../fake-objects';
import { fakeSession } from '../fake-session';
import { lastInput, workspaceWrapper } from '../record-page/fake-workspace';

afterEach(cleanup);

const objects = [FAKE_PERSON, FAKE_COMPANY];

const openForm = (type: FieldType, start: FieldSettings = {}, owner = FAKE_COMPANY) => {
  const session = fakeSession({
    'records.tryComputed': ({ settings }) =>
      settings.expression?.includes('nmae')
        ? {
            result: null,
            issues: [{ message: toMessage(msg`There is no such field.`), start: 6, end: 10 }],
            examples: [],
            exposures: [],
          }
        : {
            result: settings.expression?.includes('/') ? 'number' : 'text',
            issues: [],
            exposures: [{ role: 'Sales', reads: ['Amount', 'Deals'] }],
            examples: [
              {
                id: RecordId.parse('0190a000-0000-7000-8000-000000000001'),
                title: 'Acme',
                value: 'ACME',
                reason: null,
              },
              {
                id: RecordId.parse('0190a000-0000-7000-8000-000000000002'),
                title: 'Bolt',
                value: null,
                reason: toMessage(msg`Division by zero.`),
              },
            ],
          },
  });
  const seen: { settings: FieldSettings } = { settings: start };
  const Form = () => {
    const [settings, setSettings] = useState(start);
    return (
      <TypeSettings
        type={type}
        settings={settings}
        onChange={(next) => {
          seen.settings = next;
          setSettings(next);
        }}
        objects={objects}
        field={undefined}
        owner={owner}
      />
    );
  };
  render(<Form />, { wrapper: workspaceWrapper(session, objects) });
  return { session, seen, user: userEvent.setup() };
};

test('a formula is tried while it is written, with examples and why one has no value', async () => {
  const { session, user } = openForm('formula');

  await user.type(screen.getByRole('textbox', { name: 'Formula' }), 'upper(name)');

  expect(await screen.findByText('Gives a text')).toBeTruthy();
  expect(screen.getByText('ACME')).toBeTruthy();
  expect(screen.getByText('Division by zero.')).toBeTruthy();
  expect(lastInput(session, 'records.tryComputed')).toMatchObject({
    object: 'company',
    type: 'formula',
    settings: { expression: 'upper(name)' },
  });
});

test('a formula over what a role keeps back says to whom it would be shown', async () => {
  const { user } = openForm('formula');

  await user.type(screen.getByRole('textbox', { name: 'Formula' }), 'upper(name)');

  expect(await screen.findByText('Sales keeps back: Amount, Deals')).toBeTruthy();
});

test('what is wrong with a formula is said and marked in it', async () => {
  const { user } = openForm('formula');

  await user.type(screen.getByRole('textbox', { name: 'Formula' }), 'upper(nmae)');

  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('There is no such field.');
  expect(alert.querySelector('mark')?.textContent).toBe('nmae');
});

test('the example of a formula works on the object, over a relation that it has', async () => {
  openForm('formula', {}, FAKE_PERSON);

  expect(screen.getByText('Such as age * 0.2, or name + " (" + company.name + ")"')).toBeTruthy();
});

test('digits after the point are offered for numbers only', async () => {
  const { user } = openForm('formula');
  await user.type(screen.getByRole('textbox', { name: 'Formula' }), 'upper(name)');
  await screen.findByText('Gives a text');
  expect(screen.queryByRole('combobox', { name: 'Digits after the point' })).toBeNull();

  await user.clear(screen.getByRole('textbox', { name: 'Formula' }));
  await user.type(screen.getByRole('textbox', { name: 'Formula' }), 'length(name) / 2');

  expect(await screen.findByRole('combobox', { name: 'Digits after the point' })).toBeTruthy();
});

test('a function that is chosen is written where the caret is, ready to be filled in', async () => {
  const { seen, user } = openForm('formula', { expression: '1 + ' });
  const area: HTMLTextAreaElement = screen.getByRole('textbox', { name: 'Formula' });
  area.setSelectionRange(4, 4);

  await user.click(screen.getByRole('button', { name: 'Function' }));
  await user.click(await screen.findByRole('option', { name: /^length\(text\)/ }));

  await waitFor(() => expect(seen.settings.expression).toBe('1 + length(text)'));
});

test('a rollup asks for a list of related records first', async () => {
  const { seen, user } = openForm('rollup');

  await user.click(screen.getByRole('combobox', { name: 'Related records' }));
  await user.click((await screen.findAllByRole('option'))[0] ?? document.body);

  await waitFor(() => expect(seen.settings.rollup?.fn).toBe('count'));
  expect(screen.getByRole('combobox', { name: 'What of them' })).toBeTruthy();
  expect(screen.queryByRole('combobox', { name: 'Of the field' })).toBeNull();
});
