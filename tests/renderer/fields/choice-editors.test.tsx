import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { FieldDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { fakeField } from '../../helpers/fake-field';
import { FAKE_MEMBERS, fakeId } from '../fake-objects';
import { foundRecords } from '../fake-search';
import { renderEditor } from './render-editor';

afterEach(cleanup);

const lifecycle = (type: FieldDef['type'] = 'select'): FieldDef =>
  fakeField('lifecycle', type, {
    settings: {
      options: [
        { key: 'lead', label: 'Lead', color: 'amber' },
        { key: 'customer', label: 'Customer', color: 'green' },
        { key: 'partner', label: 'Partner', color: 'teal' },
      ],
    },
  });

test('an option is found by typing and saved by Enter', async () => {
  const { onCommit, user } = renderEditor(lifecycle(), 'lead', { initialText: 'c' });

  await screen.findByRole('option', { name: 'Customer' });
  await user.keyboard('{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith('customer', 'down');
});

test('Enter without a word or an arrow changes nothing', async () => {
  const { onCommit, user } = renderEditor(lifecycle(), null);

  await user.keyboard('{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(null, 'down');
});

test('Backspace takes the choice away', async () => {
  const { onCommit, user } = renderEditor(lifecycle(), 'lead');

  await user.keyboard('{Backspace}{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(null, 'down');
});

test('a name that is no option becomes one', async () => {
  const { onCommit, session, user } = renderEditor(lifecycle(), null, {
    initialText: 'D',
    answers: { 'schema.updateField': () => lifecycle() },
  });

  await user.keyboard('ormant');
  await user.click(await screen.findByRole('option', { name: 'Create "Dormant"' }));

  await waitFor(() => expect(onCommit).toHaveBeenCalledExactlyOnceWith('dormant', 'down'));
  expect(session.calls.at(-1)?.input).toMatchObject({
    object: 'person',
    name: 'lifecycle',
    settings: {
      options: [{ key: 'lead' }, { key: 'customer' }, { key: 'partner' }, { key: 'dormant', label: 'Dormant' }],
    },
  });
});

test('when the option cannot be added the reason is shown and nothing is saved', async () => {
  const { onCommit, user } = renderEditor(lifecycle(), null, { initialText: 'zzz' });

  await user.keyboard('{Enter}');

  expect((await screen.findByRole('alert')).textContent).toContain('No answer');
  expect(onCommit).not.toHaveBeenCalled();
});

test('several options are collected; Enter with none marked saves them', async () => {
  const { onCommit, user } = renderEditor(lifecycle('multiSelect'), ['lead']);

  await user.keyboard('par{Enter}{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(['lead', 'partner'], 'down');
});

const company = fakeField('company', 'relation', { settings: { target: 'company' } });
const found = {
  'search.find': () =>
    foundRecords([{ object: 'company', id: fakeId(7), title: 'Fjordgate Logistics', subtitle: 'fjordgate.example' }]),
};

test('a record is searched and linked', async () => {
  const { onCommit, session, user } = renderEditor(company, null, { initialText: 'fj', answers: found });

  await screen.findByRole('option', { name: /Fjordgate Logistics/ });
  await user.keyboard('{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith({ id: fakeId(7), title: 'Fjordgate Logistics' }, 'down');
  expect(session.calls[0]).toMatchObject({ path: 'search.find', input: { text: 'fj', objects: ['company'] } });
});

test('opening a link and pressing Enter keeps the link that was there', async () => {
  const value = { id: fakeId(9), title: 'Kestrel Aeroworks' };
  const { onCommit, user } = renderEditor(company, value, { answers: found });

  await screen.findByRole('option', { name: /Fjordgate Logistics/ });
  await user.keyboard('{Enter}');

  expect(onCommit.mock.calls[0]?.[0]).toBe(value);
});

test('a record that does not exist yet is made and linked', async () => {
  const row: Row = { id: fakeId(8), name: 'Nordvik Seafood' };
  const { onCommit, session, user } = renderEditor(company, null, {
    initialText: 'Nordvik Seafood',
    answers: {
      'search.find': () => foundRecords([]),
      'records.create': () => ({ row, operationId: 1 as never }),
    },
  });

  await user.click(await screen.findByRole('option', { name: 'Create "Nordvik Seafood"' }));

  await waitFor(() =>
    expect(onCommit).toHaveBeenCalledExactlyOnceWith({ id: fakeId(8), title: 'Nordvik Seafood' }, 'down'),
  );
  expect(session.calls.at(-1)).toMatchObject({
    path: 'records.create',
    input: { object: 'company', values: { name: 'Nordvik Seafood' } },
  });
});

test('stars by digit and arrow', async () => {
  const { onCommit, user } = renderEditor(fakeField('fit', 'rating'), 2);

  await user.keyboard('4{ArrowLeft}{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(3, 'down');
});

test('a member is found by typing; who is no longer active is not offered', async () => {
  const [ines, bo] = FAKE_MEMBERS;
  const { onCommit, user } = renderEditor(
    fakeField('owner', 'member'),
    ines ? { id: ines.id, title: ines.name } : null,
  );

  await user.keyboard('o');
  expect((await screen.findAllByRole('option')).map((option) => option.textContent)).toEqual([
    expect.stringContaining('Ines Carvalho'),
    expect.stringContaining('Bo Ek'),
  ]);
  await user.keyboard(' ek{Backspace}{Backspace}{Backspace}');
  await user.click(await screen.findByRole('option', { name: /Bo Ek/ }));

  expect(onCommit).toHaveBeenCalledExactlyOnceWith({ id: bo?.id, title: 'Bo Ek' }, 'down');
});
