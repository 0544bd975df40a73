import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { fakeField } from '../../helpers/fake-field';
import { renderEditor } from './render-editor';

afterEach(cleanup);

test('an address of mail is added below the primary one', async () => {
  const { onCommit, user } = renderEditor(fakeField('emails', 'emails'), ['maren@fjordgate.example']);

  const primary = await screen.findByRole('textbox', { name: 'E-mail' });
  await waitFor(() => expect(document.activeElement).toBe(primary));
  await user.keyboard('{ArrowDown}m.haugen@home.example{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(['maren@fjordgate.example', 'm.haugen@home.example'], 'down');
});

test('an address that is none stays with its reason', async () => {
  const { onCommit, user } = renderEditor(fakeField('emails', 'emails'), null, { initialText: 'm' });

  await screen.findByRole('textbox', { name: 'E-mail' });
  await waitFor(() => expect(document.activeElement).toHaveProperty('value', 'm'));
  await user.keyboard('aren@{Enter}');

  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(onCommit).not.toHaveBeenCalled();
});

test('a line is removed by its button and the rest is saved by Tab', async () => {
  const { onCommit, user } = renderEditor(fakeField('emails', 'emails'), ['a@x.example', 'b@x.example']);

  await user.click(await screen.findByRole('button', { name: 'Remove a@x.example' }));
  await user.click(screen.getByRole('textbox', { name: 'Add an e-mail' }));
  await user.keyboard('{Tab}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(['b@x.example'], 'next');
});

test('Tab walks through the parts of an address and leaves after the last', async () => {
  const { onCommit, user } = renderEditor(fakeField('address', 'address'), null);

  const street = await screen.findByRole('textbox', { name: 'Street' });
  await waitFor(() => expect(document.activeElement).toBe(street));
  await user.keyboard('Kaigaten 1{Tab}Bergen{Tab}{Tab}5003{Tab}Norway{Tab}60.39{Tab}{Tab}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(
    {
      street: 'Kaigaten 1',
      city: 'Bergen',
      state: '',
      postalCode: '5003',
      country: 'Norway',
      latitude: 60.39,
      longitude: null,
    },
    'next',
  );
});

test('Esc in a part reverts the whole address', async () => {
  const { onCommit, onCancel, user } = renderEditor(fakeField('address', 'address'), null);

  const street = await screen.findByRole('textbox', { name: 'Street' });
  await user.click(street);
  await user.keyboard('Kaigaten{Escape}');

  expect(onCancel).toHaveBeenCalledOnce();
  expect(onCommit).not.toHaveBeenCalled();
});

test('coordinates that are none stay with their reason; those of the place before go with it', async () => {
  const before = {
    street: 'A 1',
    city: 'Bergen',
    state: '',
    postalCode: '',
    country: '',
    latitude: 60,
    longitude: 5,
  };
  const { onCommit, user } = renderEditor(fakeField('address', 'address'), before);

  await user.type(await screen.findByRole('textbox', { name: 'Latitude' }), '000{Enter}');
  expect((await screen.findByRole('textbox', { name: 'Latitude' })).getAttribute('aria-invalid')).toBe('true');
  expect(onCommit).not.toHaveBeenCalled();

  await user.type(screen.getByRole('textbox', { name: 'Latitude' }), '{Backspace}{Backspace}{Backspace}');
  await user.type(screen.getByRole('textbox', { name: 'Street' }), '2{Enter}');
  expect(onCommit).toHaveBeenCalledExactlyOnceWith(
    { ...before, street: 'A 12', latitude: null, longitude: null },
    'down',
  );
});
