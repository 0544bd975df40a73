import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { RelatedCondition } from '@shared/domain/query';
import { RelatedFilterEditor } from '@renderer/fields/related-filter-editor';
import { RelatedFilterSummary } from '@renderer/fields/related-filter-summary';
import { relatedListOptions } from '@renderer/fields/related-lists';
import { withAmount, withWhere } from '@renderer/fields/related-condition';
import { FAKE_COMPANY, FAKE_OBJECTS, FAKE_PERSON } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

const renderEditor = (start: RelatedCondition) => {
  const seen: RelatedCondition[] = [];
  const Holder = () => {
    const [condition, setCondition] = useState(start);
    return (
      <>
        <RelatedFilterEditor
          object={FAKE_PERSON}
          condition={condition}
          onChange={(next) => {
            seen.push(next);
            setCondition(next);
          }}
        />
        <p data-testid="words">
          <RelatedFilterSummary object={FAKE_PERSON} condition={condition} />
        </p>
      </>
    );
  };
  render(<Holder />, { wrapper: wrapperFor({ session: fakeSession({}) }) });
  return { last: () => seen.at(-1), user: userEvent.setup() };
};

test('an object has the lists of what points to it, and of what points to the records it points to', () => {
  const lists = (object: typeof FAKE_COMPANY) =>
    relatedListOptions(FAKE_OBJECTS, object).map(({ path, label }) => [path, label]);

  expect(lists(FAKE_COMPANY)).toEqual([['person_company', 'People']]);
  expect(lists(FAKE_PERSON)).toEqual([['company.person_company', 'Company › People']]);
});

test('another amount keeps what the related records must be like, and a number that was there', () => {
  const where = { field: 'city', op: 'isEmpty' } as const;
  const any: RelatedCondition = { related: 'people', has: 'any', where };

  const counted = withAmount(any, 'gt', 4);
  expect(counted).toEqual({ related: 'people', count: { op: 'gt', value: 4 }, where });
  expect(withAmount(counted, 'lte')).toEqual({ related: 'people', count: { op: 'lte', value: 4 }, where });
  expect(withAmount(counted, 'none')).toEqual({ related: 'people', has: 'none', where });
  expect(withWhere(any, undefined)).toEqual({ related: 'people', has: 'any' });
});

test('a condition on the related records changes the filter once it is whole, and reads as words', async () => {
  const { last, user } = renderEditor({ related: 'people', has: 'any' });

  await user.click(screen.getByRole('button', { name: 'Condition on People' }));
  await user.click(await screen.findByRole('option', { name: 'City' }));

  expect(last()).toEqual({ related: 'people', has: 'any' });

  await user.type(screen.getByRole('textbox', { name: 'Value' }), 'Oslo');

  expect(last()).toEqual({
    related: 'people',
    has: 'any',
    where: { and: [{ field: 'city', op: 'contains', value: 'Oslo' }] },
  });
  expect(screen.getByTestId('words').textContent).toBe('City contains Oslo');

  await user.click(screen.getByRole('button', { name: 'Remove condition on City' }));

  expect(last()).toEqual({ related: 'people', has: 'any' });
});

test('a number of related records is a whole number', async () => {
  const { last, user } = renderEditor({ related: 'people', count: { op: 'gt', value: 3 } });
  const box = screen.getByRole('textbox', { name: 'How many' });

  await user.clear(box);
  await user.type(box, '12');
  await user.type(box, 'x');
  await user.tab();

  expect(last()).toEqual({ related: 'people', count: { op: 'gt', value: 12 } });
  expect(screen.getByText('A whole number, please')).toBeTruthy();
});

test('demands that are combined in groups are edited as groups', async () => {
  const { last, user } = renderEditor({
    related: 'people',
    has: 'none',
    where: { not: { field: 'city', op: 'isEmpty' } },
  });

  await user.click(screen.getByRole('combobox', { name: 'How many of these must hold' }));
  await user.click(await screen.findByRole('option', { name: 'All of these' }));
  expect(last()).toEqual({ related: 'people', has: 'none', where: { and: [{ field: 'city', op: 'isEmpty' }] } });
  await user.click(screen.getByRole('button', { name: 'Move or remove City' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));

  expect(last()).toEqual({ related: 'people', has: 'none' });
});
