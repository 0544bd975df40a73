import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { FieldDef } from '@shared/domain/schema';
import { FilterEditor, type ValueSource } from '@renderer/fields/filter-editor';
import { FilterSummary } from '@renderer/fields/filter-summary';
import { isComplete, startCondition, withOperator, type FieldCondition } from '@renderer/fields/filter-condition';
import { fakeField } from '../../helpers/fake-field';
import { type FakeAnswers, fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

const renderFilter = (
  field: FieldDef,
  start: FieldCondition,
  { source, answers = {} }: { readonly source?: ValueSource; readonly answers?: FakeAnswers } = {},
) => {
  const seen: FieldCondition[] = [];
  const Holder = () => {
    const [condition, setCondition] = useState(start);
    return (
      <FilterEditor
        field={field}
        source={source}
        condition={condition}
        onChange={(next) => {
          seen.push(next);
          setCondition(next);
        }}
      />
    );
  };
  const session = fakeSession(answers);
  render(<Holder />, { wrapper: wrapperFor({ session }) });
  return { last: () => seen.at(-1), user: userEvent.setup(), session };
};

test('a condition starts with the usual operator of its type and is not finished', () => {
  expect(startCondition(fakeField('city', 'text'))).toEqual({ op: 'contains' });
  expect(isComplete({ op: 'contains' })).toBe(false);
  expect(isComplete({ op: 'isEmpty' })).toBe(true);
  expect(isComplete({ op: 'between', value: [1, null] })).toBe(false);
  expect(startCondition(fakeField('optIn', 'boolean'))).toEqual({ op: 'is', value: true });
});

test('another operator keeps what still makes sense of the value', () => {
  expect(withOperator({ op: 'is', value: 5 }, 'gte')).toEqual({ op: 'gte', value: 5 });
  expect(withOperator({ op: 'is', value: 5 }, 'isAnyOf')).toEqual({ op: 'isAnyOf', value: [5] });
  expect(withOperator({ op: 'isAnyOf', value: ['a', 'b'] }, 'is')).toEqual({ op: 'is', value: 'a' });
  expect(withOperator({ op: 'gt', value: 5 }, 'between')).toEqual({ op: 'between', value: [5, null] });
  expect(withOperator({ op: 'is', value: '2026-01-01' }, 'inLast')).toEqual({
    op: 'inLast',
    value: { amount: 30, unit: 'day' },
  });
  expect(withOperator({ op: 'is', value: 'x' }, 'isEmpty')).toEqual({ op: 'isEmpty' });
});

test('amounts are compared in minor units', async () => {
  const { last, user } = renderFilter(fakeField('amount', 'currency'), { op: 'gte' });

  await user.type(screen.getByRole('textbox', { name: 'Value' }), '12k');

  expect(last()).toEqual({ op: 'gte', value: 1_200_000 });
});

test('both ends of a range are read as the field reads them', async () => {
  const { last, user } = renderFilter(fakeField('closeDate', 'date'), { op: 'between', value: [null, null] });

  await user.type(screen.getByRole('textbox', { name: 'From' }), '1.3.2026');
  await user.type(screen.getByRole('textbox', { name: 'To' }), '2026-03-31');

  expect(last()).toEqual({ op: 'between', value: ['2026-03-01', '2026-03-31'] });
});

test('several numbers are parted by commas', async () => {
  const { last, user } = renderFilter(fakeField('employees', 'integer'), { op: 'isAnyOf', value: [] });

  await user.type(screen.getByRole('textbox'), '1,200, 7');

  expect(last()).toEqual({ op: 'isAnyOf', value: [1200, 7] });
});

test('what cannot be read makes no value and says why', async () => {
  const { last, user } = renderFilter(fakeField('employees', 'integer'), { op: 'gt', value: 5 });

  await user.clear(screen.getByRole('textbox'));
  await user.type(screen.getByRole('textbox'), 'many{Enter}');

  expect(last()).toEqual({ op: 'gt' });
  expect(screen.getByText(/number/i)).toBeTruthy();
});

test('a span of days is made of a number and a unit', async () => {
  const { last, user } = renderFilter(fakeField('closeDate', 'date'), {
    op: 'inNext',
    value: { amount: 30, unit: 'day' },
  });

  await user.clear(screen.getByRole('textbox', { name: 'How many' }));
  await user.type(screen.getByRole('textbox', { name: 'How many' }), '2');

  expect(last()).toEqual({ op: 'inNext', value: { amount: 2, unit: 'day' } });
});

test('a chip says the value in words', () => {
  const stage = fakeField('stage', 'select', {
    settings: {
      options: [
        { key: 'a', label: 'Nordics', color: 'blue' },
        { key: 'b', label: 'DACH', color: 'red' },
        { key: 'c', label: 'Iberia', color: 'green' },
      ],
    },
  });
  const { container } = render(<FilterSummary field={stage} condition={{ op: 'isAnyOf', value: ['a', 'b', 'c'] }} />, {
    wrapper: wrapperFor({ session: fakeSession({}) }),
  });

  expect(container.textContent).toBe('Nordics, DACH +1');
});

test('an amount that names its currency is compared in that currency only', async () => {
  const { last, user } = renderFilter(fakeField('amount', 'currency'), { op: 'gte' });

  await user.type(screen.getByRole('textbox', { name: 'Value' }), '12k USD');

  expect(last()).toEqual({ op: 'gte', value: { amountMinor: 1_200_000, currency: 'USD' } });
});

test('a day can be counted from today', async () => {
  const { last, user } = renderFilter(fakeField('closeDate', 'date'), { op: 'lt' });

  await user.click(screen.getByRole('combobox', { name: 'Kind of day' }));
  await user.click(await screen.findByRole('option', { name: 'Before today' }));
  await user.clear(screen.getByRole('textbox', { name: 'How many' }));
  await user.type(screen.getByRole('textbox', { name: 'How many' }), '2');
  await user.click(screen.getByRole('combobox', { name: 'Unit' }));
  await user.click(await screen.findByRole('option', { name: 'weeks' }));

  expect(last()).toEqual({ op: 'lt', value: { amount: -2, unit: 'week' } });
  await user.click(screen.getByRole('combobox', { name: 'Kind of day' }));
  await user.click(await screen.findByRole('option', { name: 'After today' }));
  expect(last()).toEqual({ op: 'lt', value: { amount: 2, unit: 'week' } });
});

test('a day that is counted from today reads as people say it', () => {
  const { container } = render(
    <FilterSummary
      field={fakeField('closeDate', 'date')}
      condition={{
        op: 'between',
        value: [
          { amount: -30, unit: 'day' },
          { amount: 2, unit: 'week' },
        ],
      }}
    />,
    { wrapper: wrapperFor({ session: fakeSession({}) }) },
  );

  expect(container.textContent).toBe('30 days ago and in 2 weeks');
});

test('values are chosen from those that records have, with their number, or typed', async () => {
  const { last, user, session } = renderFilter(
    fakeField('city', 'text'),
    { op: 'isAnyOf', value: [] },
    {
      source: { object: 'person', path: 'city', filter: { field: 'age', op: 'gt', value: 30 } },
      answers: {
        'records.distinct': ({ search = '' }) => ({
          values: [
            { value: 'Oslo', label: 'Oslo', count: 1200 },
            { value: null, label: '', count: 7 },
            { value: 'Bergen', label: 'Bergen', count: 3 },
          ].filter(({ label }) => label.toLowerCase().includes(search)),
          isTruncated: false,
        }),
      },
    },
  );
  const box = screen.getByRole('combobox', { name: 'Values' });

  await user.click(box);
  await user.click(await screen.findByRole('option', { name: /Oslo.*1,200/ }));
  expect(last()).toEqual({ op: 'isAnyOf', value: ['Oslo'] });
  await user.type(box, 'Mars');
  await user.click(await screen.findByRole('option', { name: /Use “Mars”/ }));

  expect(last()).toEqual({ op: 'isAnyOf', value: ['Oslo', 'Mars'] });
  expect(session.calls).toContainEqual({
    path: 'records.distinct',
    input: {
      object: 'person',
      field: 'city',
      filter: { field: 'age', op: 'gt', value: 30 },
      search: '',
      limit: 50,
    },
  });
});
