import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import type { FieldValue } from '@shared/domain/values';
import type { FieldDef } from '@shared/domain/schema';
import { FieldRow, type FieldRowProps } from '@renderer/fields/field-row';
import { fakeField } from '../../helpers/fake-field';
import { fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

const renderRows = (rows: readonly (readonly [FieldDef, FieldValue])[], onSave = vi.fn<FieldRowProps['onSave']>()) => {
  onSave.mockResolvedValue(undefined);
  const onOpenRecord = vi.fn<NonNullable<FieldRowProps['onOpenRecord']>>();
  render(
    <dl>
      {rows.map(([field, value]) => (
        <FieldRow
          key={field.name}
          object="person"
          field={field}
          value={value}
          onSave={onSave}
          onOpenRecord={onOpenRecord}
        />
      ))}
    </dl>,
    { wrapper: wrapperFor({ session: fakeSession({}) }) },
  );
  return { onSave, onOpenRecord, user: userEvent.setup() };
};

test('a click edits, Enter saves and closes, focus returns to the value', async () => {
  const city = fakeField('city', 'text');
  const { onSave, user } = renderRows([[city, 'Bergen']]);

  await user.click(screen.getByRole('button', { name: /City Bergen/ }));
  await user.keyboard('Oslo{Enter}');

  expect(onSave).toHaveBeenCalledExactlyOnceWith(city, 'Oslo');
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: /^City/ })));
});

test('a value that was not changed is not saved', async () => {
  const { onSave, user } = renderRows([[fakeField('city', 'text'), 'Bergen']]);

  await user.click(screen.getByRole('button'));
  await user.keyboard('{Enter}');

  expect(onSave).not.toHaveBeenCalled();
});

test('Tab saves and goes on to the next field', async () => {
  const { user } = renderRows([
    [fakeField('city', 'text'), 'Bergen'],
    [fakeField('employees', 'integer'), 420],
  ]);

  await user.click(screen.getByRole('button', { name: /City/ }));
  await user.keyboard('{Tab}');

  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Employees 420' })));
});

test('a key that is typed on a value replaces it', async () => {
  const city = fakeField('city', 'text');
  const { onSave, user } = renderRows([[city, 'Bergen']]);

  screen.getByRole('button').focus();
  await user.keyboard('Oslo{Enter}');

  expect(onSave).toHaveBeenCalledExactlyOnceWith(city, 'Oslo');
});

test('a refused value says why beside the field', async () => {
  const { onSave, user } = renderRows([[fakeField('code', 'text'), 'A1']]);
  onSave.mockRejectedValue(new Error('Another record has this code'));

  await user.click(screen.getByRole('button'));
  await user.keyboard('B2{Enter}');

  expect((await screen.findByRole('alert')).textContent).toBe('Another record has this code');
});

test('a tick box turns over at once', async () => {
  const optIn = fakeField('optIn', 'boolean');
  const { onSave, user } = renderRows([[optIn, false]]);

  await user.click(screen.getByRole('checkbox', { name: 'OptIn' }));

  expect(onSave).toHaveBeenCalledExactlyOnceWith(optIn, true);
});

test('a link opens its record; beside it the field is edited', async () => {
  const company = fakeField('company', 'relation', { settings: { target: 'company' } });
  const { onOpenRecord, user } = renderRows([[company, { id: fakeId(3), title: 'Kestrel' }]]);

  await user.click(screen.getByRole('button', { name: 'Kestrel' }));

  expect(onOpenRecord).toHaveBeenCalledExactlyOnceWith('company', fakeId(3));
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('fields that the engine keeps cannot be edited', () => {
  renderRows([[fakeField('createdAt', 'dateTime', { isSystem: true }), Date.UTC(2026, 10, 18)]]);

  expect(screen.queryByRole('button')).toBeNull();
});
