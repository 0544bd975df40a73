import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { SearchPage } from '@renderer/features/search/search-page';
import { fakeId } from '../fake-objects';
import { foundRecords } from '../fake-search';
import { fakeSession, wrapperFor } from '../fake-session';
import type { FakeAnswers } from '../fake-session';

afterEach(cleanup);

const HITS = [
  { object: 'person', id: fakeId(1), title: 'Ada Lovelace', subtitle: 'Acme' },
  { object: 'company', id: fakeId(2), title: 'Adatum', subtitle: '' },
  { object: 'person', id: fakeId(3), title: 'Adam Smith', subtitle: '' },
];

const showPage = (answers: FakeAnswers = {}) => {
  const session = fakeSession({
    'search.find': ({ text, objects }) =>
      foundRecords(text === 'none' ? [] : HITS.filter(({ object }) => objects?.includes(object) ?? true)),
    'search.suggest': ({ text }) => ({
      suggestions: text === 'sta' ? [{ text: 'stage:', scope: 'stage:', label: 'Stage' }] : [],
    }),
    ...answers,
  });
  const moved = vi.fn<(text: string, object: string | null) => void>();
  const Page = () => {
    const [at, setAt] = useState<{ text: string; object: string | null }>({ text: 'ada', object: null });
    return (
      <SearchPage
        text={at.text}
        objectName={at.object}
        onChange={(text, object) => {
          moved(text, object);
          setAt({ text, object });
        }}
        hrefOfRecord={(object, id) => `#/o/${object}/${id}`}
      />
    );
  };
  render(<Page />, { wrapper: wrapperFor({ session }) });
  return { moved, session, user: userEvent.setup() };
};

test('results stand by object, in the order of the best, each a link', async () => {
  showPage();

  const people = await screen.findByRole('region', { name: 'People' });

  expect(within(people).getAllByRole('link')).toHaveLength(2);
  expect(
    within(people)
      .getByRole('link', { name: /Ada Lovelace/ })
      .getAttribute('href'),
  ).toBe(`#/o/person/${fakeId(1)}`);
  expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['All3', 'People2', 'Companies1']);
});

test('a tab leaves only its object', async () => {
  const { user, moved } = showPage();

  await user.click(await screen.findByRole('tab', { name: /Companies/ }));

  expect(moved).toHaveBeenCalledWith('ada', 'company');
  await waitFor(() => expect(screen.getAllByRole('link')).toHaveLength(1));
});

test('the address follows what is typed; a suggestion completes it', async () => {
  const { user, moved } = showPage();
  const box = screen.getByRole('searchbox');

  await user.clear(box);
  await user.type(box, 'sta');
  await screen.findByRole('button', { name: 'Stage' });
  await user.keyboard('{Tab}');

  expect(screen.getByDisplayValue('stage:')).toBe(box);
  await waitFor(() => expect(moved).toHaveBeenLastCalledWith('stage:', null));
});

test('nothing found and a failure are said', async () => {
  const { user } = showPage();
  await user.clear(screen.getByRole('searchbox'));
  await user.type(screen.getByRole('searchbox'), 'none');
  await screen.findByText('Nothing matches');
  cleanup();

  showPage({
    'search.find': () => {
      throw new Error('broken');
    },
  });

  expect((await screen.findByText('The search did not work')).tagName).toBe('H2');
});
