import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Row } from '@shared/domain/values';
import { FieldDisplay } from '@renderer/fields/field-display';
import { toFieldInput } from '@renderer/rpc/field-input';
import { fakeField } from '../../helpers/fake-field';
import { fakeId } from '../fake-objects';
import { foundRecords } from '../fake-search';
import { fakeSession, wrapperFor } from '../fake-session';
import { renderEditor } from './render-editor';

afterEach(cleanup);

const partners = fakeField('partners', 'relations', { settings: { target: 'company' } });
const there = { id: fakeId(9), title: 'Kestrel Aeroworks' };
const answers = {
  'search.find': () => foundRecords([{ object: 'company', id: fakeId(7), title: 'Fjordgate Logistics', subtitle: '' }]),
};

test('several records are searched and linked one after the other, and saved together', async () => {
  const { onCommit, user } = renderEditor(partners, [there], { initialText: 'fj', answers });

  await screen.findByRole('option', { name: /Fjordgate Logistics/ });
  await user.keyboard('{Enter}');
  expect(onCommit).not.toHaveBeenCalled();
  await user.keyboard('{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith([there, { id: fakeId(7), title: 'Fjordgate Logistics' }], 'down');
});

test('a link is taken away with Backspace or its cross; without any the field is empty', async () => {
  const { onCommit, user } = renderEditor(partners, [there], { answers });

  await user.click(screen.getByRole('button', { name: 'Remove Kestrel Aeroworks' }));
  await user.click(screen.getByRole('combobox', { name: 'Partners' }));
  await user.keyboard('{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(null, 'down');
});

test('nothing changed is the very same value', async () => {
  const value = [there];
  const { onCommit, user } = renderEditor(partners, value, { answers });

  await screen.findByRole('option', { name: /Fjordgate Logistics/ });
  await user.keyboard('{Enter}');

  expect(onCommit.mock.calls[0]?.[0]).toBe(value);
});

test('a record that does not exist yet is made and linked', async () => {
  const row: Row = { id: fakeId(8), name: 'Nordvik' };
  const { onCommit, session, user } = renderEditor(partners, null, {
    initialText: 'Nordvik',
    answers: { 'search.find': () => foundRecords([]), 'records.create': () => ({ row, operationId: null }) },
  });

  await screen.findByRole('option', { name: 'Create "Nordvik"' });
  await user.keyboard('{Enter}');
  await screen.findByRole('button', { name: 'Remove Nordvik' });
  await user.keyboard('{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith([{ id: fakeId(8), title: 'Nordvik' }], 'down');
  expect(session.calls.find(({ path }) => path === 'records.create')).toMatchObject({
    input: { object: 'company', values: { name: 'Nordvik' } },
  });
});

test('links are shown as chips and written as ids', () => {
  const value = [there, { id: fakeId(7), title: 'Fjordgate Logistics' }];
  render(<FieldDisplay field={partners} value={value} variant="cell" />, {
    wrapper: wrapperFor({ session: fakeSession({}) }),
  });

  expect(screen.getByText('Kestrel Aeroworks')).toBeTruthy();
  expect(screen.getByText('Fjordgate Logistics')).toBeTruthy();
  expect(toFieldInput(value)).toEqual([fakeId(9), fakeId(7)]);
});
