import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Palette } from '@renderer/features/palette/palette';
import {
  findCommands,
  markMatches,
  parsePaletteQuery,
  type PaletteCommand,
} from '@renderer/features/palette/palette-commands';
import { useRecentRecords } from '@renderer/stores/recent-records.store';
import { fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';
import { foundRecords } from '../fake-search';

beforeEach(() => useRecentRecords.setState({ records: [] }));
afterEach(cleanup);

const command = (id: string, title: string, run = () => {}): PaletteCommand => ({
  id,
  title,
  icon: 'plus',
  group: 'action',
  run,
});

test('prefixes choose what is searched', () => {
  expect(parsePaletteQuery('> imp')).toEqual({ scope: 'commands', text: 'imp' });
  expect(parsePaletteQuery('@ada')).toEqual({ scope: 'people', text: 'ada' });
  expect(parsePaletteQuery(' ada ')).toEqual({ scope: 'all', text: 'ada' });
});

test('commands are found by the beginnings of their words, whatever the accents', () => {
  const commands = [command('a', 'New person'), command('b', 'Élan view')];

  expect(findCommands(commands, 'per new').map(({ id }) => id)).toEqual(['a']);
  expect(findCommands(commands, 'ela').map(({ id }) => id)).toEqual(['b']);
});

test('a match is marked where the typed word begins a word', () => {
  expect(markMatches('Fjordgate Logistics', 'log')).toEqual([
    { text: 'Fjordgate', isMatch: false },
    { text: ' ', isMatch: false },
    { text: 'Log', isMatch: true },
    { text: 'istics', isMatch: false },
  ]);
});

test('typing finds records; arrows and Enter open one', async () => {
  const opened = vi.fn<(object: string, id: string, title: string) => void>();
  const session = fakeSession({
    'search.find': ({ text }) =>
      foundRecords(
        ['Ada Lovelace', 'Adam Smith']
          .filter((title) => title.toLowerCase().startsWith(text))
          .map((title, n) => ({ object: 'person', id: fakeId(n + 1), title, subtitle: '' })),
      ),
  });
  render(
    <Palette
      open
      onOpenChange={() => {}}
      commands={[command('x', 'New person')]}
      onOpenRecord={opened}
      onShowAll={() => {}}
    />,
    {
      wrapper: wrapperFor({ session }),
    },
  );
  const user = userEvent.setup();

  await user.type(screen.getByRole('combobox'), 'ada');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2));
  await user.keyboard('{ArrowDown}{Enter}');

  expect(opened).toHaveBeenCalledWith('person', fakeId(2), 'Adam Smith');
});

test('what was looked for is marked where the engine says, in the title and in another field', async () => {
  const session = fakeSession({
    'search.find': () =>
      foundRecords([
        {
          object: 'person',
          id: fakeId(1),
          title: 'Zoë Müller',
          subtitle: 'Microsoft',
          titleRanges: [[4, 10]],
          snippet: { label: 'Job title', text: 'Chief buyer', ranges: [[6, 11]] },
        },
      ]),
    'search.suggest': () => ({ suggestions: [] }),
  });
  render(<Palette open onOpenChange={() => {}} commands={[]} onOpenRecord={() => {}} onShowAll={() => {}} />, {
    wrapper: wrapperFor({ session }),
  });

  await userEvent.setup().type(screen.getByRole('combobox'), 'mueller');

  const option = await screen.findByRole('option', { name: /Zoë Müller/ });
  await waitFor(() =>
    expect([...option.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Müller', 'buyer']),
  );
  expect(option.textContent).toContain('Job title: Chief buyer');
});

test('Tab takes the first scope that is offered, and the palette stays open', async () => {
  const opened = vi.fn<(open: boolean) => void>();
  const session = fakeSession({
    'search.find': () => foundRecords([]),
    'search.suggest': ({ text }) => ({
      suggestions: text === 'sta' ? [{ text: 'stage:', scope: 'stage:', label: 'Stage' }] : [],
    }),
  });
  render(<Palette open onOpenChange={opened} commands={[]} onOpenRecord={() => {}} onShowAll={() => {}} />, {
    wrapper: wrapperFor({ session }),
  });
  const user = userEvent.setup();

  await user.type(screen.getByRole('combobox'), 'sta');
  await screen.findByRole('option', { name: /Stage/ });
  await user.keyboard('{Tab}');

  expect(screen.getByDisplayValue('stage:')).toBe(screen.getByRole('combobox'));
  expect(opened).not.toHaveBeenCalled();
});

test('Enter opens the best record although scopes stand above it', async () => {
  const opened = vi.fn<(object: string, id: string, title: string) => void>();
  const session = fakeSession({
    'search.find': () => foundRecords([{ object: 'person', id: fakeId(1), title: 'Stan Lee', subtitle: '' }]),
    'search.suggest': () => ({ suggestions: [{ text: 'stage:', scope: 'stage:', label: 'Stage' }] }),
  });
  render(<Palette open onOpenChange={() => {}} commands={[]} onOpenRecord={opened} onShowAll={() => {}} />, {
    wrapper: wrapperFor({ session }),
  });
  const user = userEvent.setup();

  await user.type(screen.getByRole('combobox'), 'sta');
  await screen.findByRole('option', { name: /Stage/ });
  await user.keyboard('{Enter}');

  expect(opened).toHaveBeenCalledExactlyOnceWith('person', fakeId(1), 'Stan Lee');
});

test('more than fits is shown on a page of its own', async () => {
  const shown = vi.fn<(text: string) => void>();
  const session = fakeSession({
    'search.find': () => ({
      ...foundRecords([{ object: 'person', id: fakeId(1), title: 'Ada Lovelace', subtitle: '' }]),
      counts: [{ object: 'person', count: 40 }],
    }),
    'search.suggest': () => ({ suggestions: [] }),
  });
  render(<Palette open onOpenChange={() => {}} commands={[]} onOpenRecord={() => {}} onShowAll={shown} />, {
    wrapper: wrapperFor({ session }),
  });
  const user = userEvent.setup();

  await user.type(screen.getByRole('combobox'), 'ada');
  await user.click(await screen.findByRole('option', { name: 'See all results' }));

  expect(shown).toHaveBeenCalledExactlyOnceWith('ada');
});

test('">" runs a command without asking the engine', async () => {
  const run = vi.fn<() => void>();
  const session = fakeSession({ 'search.find': () => foundRecords([]) });
  render(
    <Palette
      open
      onOpenChange={() => {}}
      commands={[command('imp', 'Import a file', run)]}
      onOpenRecord={() => {}}
      onShowAll={() => {}}
    />,
    {
      wrapper: wrapperFor({ session }),
    },
  );

  await userEvent.setup().type(screen.getByRole('combobox'), '>imp{Enter}');

  expect(run).toHaveBeenCalledOnce();
});
