import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { Combobox, MultiCombobox, type ComboboxOption } from '@renderer/ui/combobox';
import { filterOptions, withNewOption } from '@renderer/ui/combobox-option';

const options: readonly ComboboxOption[] = [
  { value: 'c', label: 'Customer' },
  { value: 'o', label: 'Opportunity' },
  { value: 'm', label: 'Málaga' },
];

afterEach(cleanup);

test('the filter ignores case and accents, and beginnings come first', () => {
  const found = filterOptions([...options, { value: 'x', label: 'Norm' }], 'M');

  expect(found.map(({ value }) => value)).toEqual(['m', 'c', 'x']);
  expect(filterOptions(options, 'malaga').map(({ value }) => value)).toEqual(['m']);
});

test('a new option is offered last, and never for a name that exists', () => {
  expect(withNewOption(options, options, 'Partner').at(-1)?.label).toBe('Partner');
  expect(withNewOption(options, options, 'MALAGA')).toBe(options);
  expect(withNewOption(options, options, '  ')).toBe(options);
});

test('typing opens the list, the first match is active and Enter chooses it', async () => {
  const onChange = vi.fn<(option: ComboboxOption | null) => void>();
  render(<Combobox label="Stage" options={options} value={null} onChange={onChange} emptyLabel="None" />);

  await userEvent.type(screen.getByRole('combobox', { name: 'Stage' }), 'opp');
  await screen.findByRole('option', { name: 'Opportunity' });
  await userEvent.keyboard('{Enter}');

  expect(onChange).toHaveBeenCalledWith(options[1]);
});

test('a name that does not exist can be created', async () => {
  const onCreate = vi.fn<(name: string) => void>();
  const onChange = vi.fn<(option: ComboboxOption | null) => void>();
  render(
    <Combobox
      label="Stage"
      options={options}
      value={null}
      onChange={onChange}
      emptyLabel="None"
      onCreate={onCreate}
      createLabel={(query) => `Create ${query}`}
    />,
  );

  await userEvent.type(screen.getByRole('combobox', { name: 'Stage' }), 'Partner');
  await userEvent.click(await screen.findByRole('option', { name: 'Create Partner' }));

  expect(onCreate).toHaveBeenCalledWith('Partner');
  expect(onChange).not.toHaveBeenCalled();
});

test('Backspace in the empty field takes the last chip away', async () => {
  const Owner = () => {
    const [value, setValue] = useState<readonly ComboboxOption[]>(options.slice(0, 2));
    return (
      <MultiCombobox
        label="Stages"
        options={options}
        value={value}
        onChange={setValue}
        emptyLabel="None"
        removeLabel={(option) => `Remove ${option.label}`}
      />
    );
  };
  render(<Owner />);

  await userEvent.click(screen.getByRole('combobox', { name: 'Stages' }));
  await userEvent.keyboard('{Backspace}');

  // While its list is open, assistive technology is led to the list alone.
  const chips = screen.getAllByRole('button', { name: /^Remove/u, hidden: true });
  expect(chips.map((chip) => chip.getAttribute('aria-label'))).toEqual(['Remove Customer']);
});
