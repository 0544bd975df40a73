import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { fakeField } from '../../helpers/fake-field';
import { renderEditor } from './render-editor';

afterEach(cleanup);

test('an amount is read generously, previewed, and saved by Enter', async () => {
  const { onCommit, user } = renderEditor(fakeField('amount', 'currency'), null, { initialText: '1' });

  await user.keyboard('2k');
  expect(await screen.findByText('€12,000')).toBeTruthy();
  await user.keyboard('{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith({ amountMinor: 1_200_000, currency: 'EUR' }, 'down');
});

test('the editor of an amount starts with its shown form and gives back the same value when left alone', async () => {
  const value = { amountMinor: 3_850_000_00, currency: 'EUR' };
  const { onCommit, user } = renderEditor(fakeField('revenue', 'currency'), value);

  expect(screen.getByRole('textbox', { name: 'Revenue' })).toHaveProperty('value', '€3,850,000');
  await user.keyboard('{Tab}');

  expect(onCommit.mock.calls[0]?.[0]).toBe(value);
  expect(onCommit.mock.calls[0]?.[1]).toBe('next');
});

test('what cannot be read stays in the editor with its reason, and is saved once it is right', async () => {
  const { onCommit, user } = renderEditor(fakeField('employees', 'integer'), 390, { initialText: 'a' });

  await user.keyboard('bc{Enter}');

  expect(onCommit).not.toHaveBeenCalled();
  expect((await screen.findByRole('alert')).textContent).not.toBe('');
  expect(screen.getByRole('textbox')).toHaveProperty('value', 'abc');

  await user.clear(screen.getByRole('textbox'));
  await user.keyboard('420{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(420, 'down');
});

test('Esc reverts: nothing is saved, also not by the blur that follows', async () => {
  const { onCommit, onCancel, user } = renderEditor(fakeField('city', 'text'), 'Bergen');

  await user.keyboard('Oslo{Escape}');
  await user.click(document.body);

  expect(onCancel).toHaveBeenCalledOnce();
  expect(onCommit).not.toHaveBeenCalled();
});

test('the first key replaces the text; leaving the field saves', async () => {
  const { onCommit, user } = renderEditor(fakeField('city', 'text'), 'Bergen', { initialText: 'O' });

  await user.keyboard('slo');
  await user.click(document.body);

  expect(onCommit).toHaveBeenCalledExactlyOnceWith('Oslo', 'stay');
});

test('Enter saves a long text, Shift+Enter starts a new line', async () => {
  const { onCommit, user } = renderEditor(fakeField('about', 'longText'), null, { initialText: 'a' });

  await user.keyboard('{Shift>}{Enter}{/Shift}b{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith('a\nb', 'down');
});

test('a day can be typed or picked from the month', async () => {
  const { onCommit, user } = renderEditor(fakeField('closeDate', 'date'), '2026-11-20');

  await user.click(await screen.findByRole('button', { name: /27 November 2026/ }));

  expect(onCommit).toHaveBeenCalledExactlyOnceWith('2026-11-27', 'stay');
});

test('a first and a last name are edited side by side', async () => {
  const { onCommit, user } = renderEditor(fakeField('name', 'fullName'), { first: 'Maren', last: 'Haugen' });

  await user.keyboard('Kari{Tab}');
  expect(screen.getByRole('textbox', { name: 'Last name' })).toBe(document.activeElement);
  await user.keyboard('{Tab}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith({ first: 'Kari', last: 'Haugen' }, 'next');
});

test('a whole name typed into the first part is taken apart', async () => {
  const { onCommit, user } = renderEditor(fakeField('name', 'fullName'), null, { initialText: 'M' });

  await user.keyboard('aria von Trapp{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith({ first: 'Maria', last: 'von Trapp' }, 'down');
});

test('what breaks a rule of the field is refused in its words while it is typed', async () => {
  const field = fakeField('discount', 'percent', { settings: { max: 40 } });
  const { onCommit, user } = renderEditor(field, 50);

  await user.clear(screen.getByRole('textbox'));
  await user.keyboard('41{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe('Discount must be at most 40.');
  expect(onCommit).not.toHaveBeenCalled();

  await user.clear(screen.getByRole('textbox'));
  await user.keyboard('40{Enter}');
  expect(onCommit).toHaveBeenCalledExactlyOnceWith(40, 'down');
});

test('JSON is edited one part a line, and what is none stays with its reason', async () => {
  const { onCommit, user } = renderEditor(fakeField('extra', 'json'), '{"a":[1]}');
  const box = screen.getByRole('textbox', { name: 'Extra' });
  expect(box).toHaveProperty('value', '{\n  "a": [\n    1\n  ]\n}');

  await user.clear(box);
  await user.keyboard('{{"a":{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('Not JSON');
  expect(onCommit).not.toHaveBeenCalled();

  await user.keyboard(' 2 }{Enter}');
  expect(onCommit).toHaveBeenCalledExactlyOnceWith('{"a":2}', 'down');
});

test('a list of texts takes one entry a line, each once', async () => {
  const { onCommit, user } = renderEditor(fakeField('colours', 'array'), ['red']);

  await user.click(await screen.findByRole('textbox', { name: 'Add an entry' }));
  await user.keyboard('blue; red{Enter}');

  expect(onCommit).toHaveBeenCalledExactlyOnceWith(['red', 'blue'], 'down');
});
