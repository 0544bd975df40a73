import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { Filter } from '@shared/domain/query';
import { FilterBuilder } from '@renderer/fields/filter-builder';
import { fakeField } from '../../helpers/fake-field';
import { FAKE_COMPANY, FAKE_OBJECTS, FAKE_PERSON } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

const renderBuilder = (start: Filter | undefined, object = FAKE_PERSON, objects = FAKE_OBJECTS) => {
  const seen: (Filter | undefined)[] = [];
  const Holder = () => {
    const [filter, setFilter] = useState(start);
    return (
      <FilterBuilder
        object={object}
        filter={filter}
        onChange={(next) => {
          seen.push(next);
          setFilter(next);
        }}
      />
    );
  };
  render(<Holder />, { wrapper: wrapperFor({ session: fakeSession({}), objects }) });
  return { seen, last: () => seen.at(-1), user: userEvent.setup() };
};

const city: Filter = { field: 'city', op: 'is', value: 'Oslo' };
const age: Filter = { field: 'age', op: 'gt', value: 30 };

test('a group in a group is added, filled and asked for in another way, without a mouse', async () => {
  const { seen, last, user } = renderBuilder({ and: [city] });

  await user.click(screen.getByRole('button', { name: 'Group' }));
  expect(seen).toEqual([]);
  const inner = screen.getAllByRole('group', { name: 'All of these' })[1];
  if (!inner) throw new Error('No group in the group');
  within(inner).getByRole('button', { name: 'Condition' }).focus();
  await user.keyboard('{Enter}age{Enter}');
  await user.type(within(inner).getByRole('textbox', { name: 'Value' }), '30');
  expect(last()).toEqual({ and: [city, { and: [{ field: 'age', op: 'is', value: 30 }] }] });

  await user.click(within(inner).getByRole('combobox', { name: 'How many of these must hold' }));
  await user.click(await screen.findByRole('option', { name: 'None of these' }));
  expect(last()).toEqual({ and: [city, { not: { or: [{ field: 'age', op: 'is', value: 30 }] } }] });
});

test('Alt and an arrow move a condition, which keeps the focus', async () => {
  const { last, user } = renderBuilder({ and: [city, { or: [age] }] });

  screen.getByRole('button', { name: 'Move or remove City' }).focus();
  await user.keyboard('{Alt>}{ArrowRight}{/Alt}');

  expect(last()).toEqual({ and: [{ or: [age, city] }] });
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move or remove City' }));
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(last()).toEqual({ and: [{ or: [city, age] }] });
  await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  expect(last()).toEqual({ and: [{ or: [age] }, city] });
});

test('what is taken away leaves the focus in its group', async () => {
  const { last, user } = renderBuilder({ and: [city, age] });

  await user.click(screen.getByRole('button', { name: 'Move or remove City' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));

  expect(last()).toEqual({ and: [age] });
  expect(screen.queryByRole('group', { name: 'Condition on City' })).toBeNull();
});

test('conditions on related records have groups of their own', async () => {
  const { last, user } = renderBuilder({ and: [{ related: 'person_company', has: 'any' }] }, FAKE_COMPANY);
  const row = screen.getByRole('group', { name: 'Condition on People' });

  await user.click(within(row).getByRole('button', { name: 'Condition' }));
  await user.click(await screen.findByRole('option', { name: 'City' }));
  await user.type(within(row).getByRole('textbox', { name: 'Value' }), 'Oslo');

  expect(last()).toEqual({
    and: [
      { related: 'person_company', has: 'any', where: { and: [{ field: 'city', op: 'contains', value: 'Oslo' }] } },
    ],
  });
});

test('a field that is a list of records can be asked about in both ways, each found once', async () => {
  const advisers = fakeField('advisers', 'relations', { settings: { target: 'person' } });
  const company = { ...FAKE_COMPANY, fields: [...FAKE_COMPANY.fields, advisers] };
  const { last, user } = renderBuilder(undefined, company, [FAKE_PERSON, company]);

  await user.click(screen.getByRole('button', { name: 'Condition' }));
  await user.keyboard('advisers');
  expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual([
    'Advisers',
    'AdvisersRelated records',
  ]);
  await user.keyboard('{Backspace>8}industry');
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['Industry']);
  await user.keyboard('{Backspace>8}related records');
  await user.click(screen.getByRole('option', { name: /Advisers/ }));

  expect(last()).toEqual({ and: [{ related: 'advisers', has: 'any' }] });
});

test('a condition on a field that is gone says so and can be taken away', async () => {
  const { last, user } = renderBuilder({ and: [city, { field: 'gone', op: 'isEmpty' }] });

  expect(screen.getByText('This field is no longer there.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Move or remove gone' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));

  expect(last()).toEqual({ and: [city] });
});

test('a condition on a JSON field looks at a place inside it', async () => {
  const object = { ...FAKE_PERSON, fields: [...FAKE_PERSON.fields, fakeField('data', 'json')] };
  const { last, user } = renderBuilder({ and: [{ field: 'data', op: 'contains', value: 'x' }] }, object, [object]);

  const inside = screen.getByRole('textbox', { name: 'Place inside' });
  await user.type(inside, 'key.');
  expect(inside.getAttribute('aria-invalid')).toBe('true');
  await user.type(inside, 'sub');

  expect(last()).toEqual({ and: [{ field: 'data.key.sub', op: 'contains', value: 'x' }] });
  expect(screen.getByRole('group', { name: 'Condition on Data › key.sub' })).toBeTruthy();
  await user.clear(screen.getByRole('textbox', { name: 'Place inside' }));
  expect(last()).toEqual({ and: [{ field: 'data', op: 'contains', value: 'x' }] });
});
