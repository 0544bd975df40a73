import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { Avatar, initialsOf } from '@renderer/ui/avatar';
import { Button, IconButton } from '@renderer/ui/button';
import { Chip } from '@renderer/ui/chip';
import { TextInput } from '@renderer/ui/input';
import { Menu, MenuItem } from '@renderer/ui/menu';
import { colorOfName } from '@renderer/ui/tone';

afterEach(cleanup);

test('a loading button keeps its label, says so and ignores repeats', async () => {
  const onClick = vi.fn<() => void>();
  render(
    <Button loading onClick={onClick}>
      Save
    </Button>,
  );

  await userEvent.click(screen.getByRole('button', { name: 'Save' }));

  expect(screen.getByRole('button', { name: 'Save' }).getAttribute('aria-busy')).toBe('true');
  expect(onClick).not.toHaveBeenCalled();
});

test('an icon button is named and its key hint is not part of the name', async () => {
  const onClick = vi.fn<() => void>();
  render(<IconButton icon="plus" label="New person" keys="C" onClick={onClick} />);

  await userEvent.click(screen.getByRole('button', { name: 'New person' }));

  expect(onClick).toHaveBeenCalledTimes(1);
});

test('the error of a field is tied to its input', () => {
  render(<TextInput label="E-mail" value="x" onChange={() => {}} error="Add the part after the dot" />);

  const input = screen.getByRole('textbox', { name: 'E-mail' });

  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'Add the part after the dot',
  );
});

test('a menu opens by key, moves by arrows and letters, and closes to its button', async () => {
  const onSelect = vi.fn<(what: string) => void>();
  render(
    <Menu trigger={<button type="button">Actions</button>}>
      <MenuItem onSelect={() => onSelect('edit')}>Edit</MenuItem>
      <MenuItem disabled disabledReason="Choose two">
        Merge
      </MenuItem>
      <MenuItem onSelect={() => onSelect('trash')}>Trash</MenuItem>
    </Menu>,
  );
  screen.getByRole('button', { name: 'Actions' }).focus();

  await userEvent.keyboard('{Enter}');
  await screen.findByRole('menuitem', { name: 'Edit' });
  await userEvent.keyboard('{End}{Enter}');

  expect(onSelect.mock.calls).toEqual([['trash']]);
  await vi.waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
});

test('Delete on a chip does what its remove button does', async () => {
  const onRemove = vi.fn<() => void>();
  render(
    <Chip onRemove={onRemove} removeLabel="Remove Customer">
      Customer
    </Chip>,
  );

  await userEvent.click(screen.getByRole('button', { name: 'Remove Customer' }));
  await userEvent.keyboard('{Delete}');

  expect(onRemove).toHaveBeenCalledTimes(2);
});

test('initials come from the first and the last word, one letter when small', () => {
  expect(initialsOf('Maren Anna Haugen')).toBe('MH');
  expect(initialsOf('åsa')).toBe('Å');
  expect(initialsOf('Maren Haugen', 1)).toBe('M');
  expect(initialsOf('')).toBe('');
});

test('the same name has the same colour', () => {
  expect(colorOfName('Maren Haugen')).toBe(colorOfName('Maren Haugen'));
  const { container } = render(<Avatar name="Maren Haugen" />);

  expect(container.querySelector('[data-color]')?.getAttribute('aria-hidden')).toBe('true');
});

test('typing reaches the owner of the value', async () => {
  const Owner = () => {
    const [value, setValue] = useState('');
    return <TextInput label="Name" value={value} onChange={setValue} />;
  };
  render(<Owner />);

  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'Ada');

  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Ada');
});
