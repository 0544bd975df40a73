import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OwnAccess } from '@shared/contract/members.contract';
import { OperationId, ViewId } from '@shared/domain/ids';
import type { Row } from '@shared/domain/values';
import type { SavedView } from '@shared/domain/views';
import { TablePage, type TablePageProps } from '@renderer/features/table/table-page';
import { useViewDrafts } from '@renderer/features/table/view-drafts.store';
import { useListRequests } from '@renderer/stores/list-requests.store';
import { usePageCommands } from '@renderer/stores/page-commands.store';
import { useToasts } from '@renderer/stores/toasts.store';
import { TooltipProvider } from '@renderer/ui/tooltip';
import { fakeField } from '../../helpers/fake-field';
import { FAKE_PERSON, fakeId } from '../fake-objects';
import { fakeSession, wrapperFor, type FakeAnswers, type FakeSession } from '../fake-session';

const PEOPLE: readonly Row[] = ['Ada', 'Grace', 'Linus'].map((name, index) => ({
  id: fakeId(index + 1),
  name,
  city: 'Bergen',
  age: 30 + index,
  company: null,
}));

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(432);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
  useViewDrafts.setState({ draftsByKey: {}, widthsByKey: {} });
  useToasts.setState({ toasts: [] });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const show = (
  more: FakeAnswers = {},
  props: Partial<TablePageProps> = {},
  access: OwnAccess | null = null,
): FakeSession => {
  const session = fakeSession({
    'workspace.status': () => ({
      isSetUp: true,
      settings: { name: 'W', ownerName: 'O', locale: 'en', timeZone: 'UTC', currency: 'EUR', phoneRegion: 'DE' },
      folder: '/w',
      appVersion: '1',
      schemaVersion: 1,
      sizeBytes: 1,
      counts: { person: 3 },
      trashCounts: {},
    }),
    'views.list': () => ({ views: [] }),
    'records.window': ({ filter, offset, limit }) => ({
      rows: filter ? [] : PEOPLE.slice(offset, offset + limit),
      total: filter ? 0 : PEOPLE.length,
      offset,
    }),
    'records.delete': () => ({ operationId: OperationId.parse(5), count: 2 }),
    'records.updateMany': () => ({ operationId: OperationId.parse(6), count: 2, refusedCount: 0, refused: [] }),
    'records.update': ({ id }) => ({ row: { id }, operationId: OperationId.parse(7) }),
    ...more,
  });
  const Wrapper = wrapperFor({ session, access });
  render(
    <TooltipProvider>
      <TablePage
        object={FAKE_PERSON}
        viewId={null}
        onSelectView={() => {}}
        onOpenRecord={() => {}}
        hrefOfRecord={(object, id) => `#/o/${object}/${id}`}
        onImport={() => {}}
        onEditFields={() => {}}
        {...props}
      />
    </TooltipProvider>,
    { wrapper: Wrapper },
  );
  return session;
};

const inputsOf = (session: FakeSession, path: string) =>
  session.calls.filter((call) => call.path === path).map(({ input }) => input);

test('the list shows its records, their names as links', async () => {
  show();

  const link = await screen.findByRole('link', { name: /Grace/ });

  expect(link.getAttribute('href')).toBe(`#/o/person/${fakeId(2)}`);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('People');
});

test('a record without a name is listed by its e-mail address, and one without that by its object', async () => {
  const object = { ...FAKE_PERSON, fields: [...FAKE_PERSON.fields, fakeField('emails', 'emails', { order: 6 })] };
  const session = show(
    {
      'records.window': () => ({
        rows: [
          { id: fakeId(1), name: null, emails: ['ann@acme.com', 'a@acme.com'] },
          { id: fakeId(2), name: null, emails: null },
        ],
        total: 2,
        offset: 0,
      }),
    },
    { object },
  );

  expect(await screen.findByRole('link', { name: /ann@acme\.com$/ })).toBeDefined();
  expect(screen.getByRole('link', { name: /Untitled person/ })).toBeDefined();
  expect(inputsOf(session, 'records.window')[0]).toMatchObject({
    fields: ['name', 'city', 'age', 'company', 'emails'],
  });
});

test('who may make records but not change them fills in the fields of a new one, save those that the role keeps', async () => {
  const object = {
    ...FAKE_PERSON,
    fields: FAKE_PERSON.fields.map((field) => (field.isSystem ? field : { ...field, isReadOnly: true })),
  };
  show({}, { object }, { settings: [], objects: { person: { rights: ['see', 'create'], readOnly: ['age'] } } });

  await userEvent.setup().click(await screen.findByRole('button', { name: /New/ }));

  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByRole('textbox', { name: 'Name' })).toBeDefined();
  expect(within(dialog).getByRole('button', { name: /City/ })).toBeDefined();
  expect(within(dialog).queryByText('Age')).toBeNull();
});

test('records that another page asks for are listed alone, and the filter can be taken away', async () => {
  useListRequests
    .getState()
    .ask({ object: 'person', filter: { and: [{ field: 'id', op: 'isAnyOf', value: [fakeId(1), fakeId(2)] }] } });
  const session = show();

  const chip = await screen.findByRole('group', { name: 'Filter: 2 chosen records' });
  await waitFor(() => expect(inputsOf(session, 'records.window').at(-1)).toHaveProperty('filter'));
  await userEvent.setup().click(within(chip).getByRole('button'));

  await screen.findByRole('link', { name: /Grace/ });
  expect(screen.queryByRole('group', { name: /chosen records/ })).toBeNull();
});

test('chosen rows are deleted together and the toast offers Undo', async () => {
  const session = show();
  await screen.findByRole('link', { name: /Ada/ });

  for (const row of screen.getAllByRole('row').slice(1, 3)) {
    const [box] = within(row).getAllByRole('checkbox', { hidden: true });
    if (box) fireEvent.click(box);
  }
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Delete' }));

  await waitFor(() => expect(useToasts.getState().toasts).toHaveLength(1));
  expect(inputsOf(session, 'records.delete')).toEqual([
    { object: 'person', selection: { ids: [fakeId(1), fakeId(2)] } },
  ]);
  expect(useToasts.getState().toasts[0]).toMatchObject({ text: '2 people deleted', action: { label: 'Undo' } });
  expect(screen.queryByRole('toolbar')).toBeNull();
});

test('a filter that hides everything says so and can be cleared', async () => {
  const view: SavedView = {
    id: ViewId.parse('00000000-0000-7000-8000-00000000000a'),
    object: 'person',
    name: 'Nobody',
    settings: { kind: 'table', sort: [], columns: [], filter: { and: [{ field: 'city', op: 'is', value: 'Mars' }] } },
    isFavorite: false,
    position: 'a',
    revision: 1,
  };
  show({ 'views.list': () => ({ views: [view] }) });
  expect(await screen.findByText('No people match these filters')).toBeDefined();
  expect(screen.getByText('3 people are outside this view.')).toBeDefined();

  await userEvent.setup().click(screen.getByRole('button', { name: 'Clear filters' }));

  expect(await screen.findByRole('link', { name: /Ada/ })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Save view' })).toBeDefined();
});

test('sorting from the head of a column asks for that order', async () => {
  const session = show();
  await screen.findByRole('link', { name: /Ada/ });
  const user = userEvent.setup();

  await user.pointer({ keys: '[MouseLeft]', target: screen.getByRole('columnheader', { name: /City/ }) });
  await user.click(await screen.findByRole('menuitem', { name: 'Sort descending' }));

  await waitFor(() =>
    expect(inputsOf(session, 'records.window').at(-1)).toMatchObject({
      sort: [{ field: 'city', direction: 'desc', nulls: 'last' }],
    }),
  );
});

test('an edited cell is saved under its record and field', async () => {
  const session = show();
  await screen.findByRole('link', { name: /Ada/ });
  const user = userEvent.setup();
  const cell = screen.getAllByRole('gridcell', { name: /Bergen/ })[0];
  if (!cell) throw new Error('No cell');

  await user.click(cell);
  await user.keyboard('Oslo{Enter}');

  await waitFor(() => expect(inputsOf(session, 'records.update')).toHaveLength(1));
  expect(inputsOf(session, 'records.update')[0]).toEqual({
    object: 'person',
    id: fakeId(1),
    values: { city: 'Oslo' },
  });
});

test('who may only see is offered nothing that their role refuses', async () => {
  show({}, {}, { settings: [], objects: { person: { rights: ['see'], readOnly: [] } } });
  const user = userEvent.setup();
  const box = await screen.findByRole('checkbox', { name: 'Select Grace' });

  await user.click(box);

  const bar = within(await screen.findByRole('toolbar', { name: 'Bulk actions' }));
  expect(bar.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
    'Clear selection, Esc',
  ]);
  for (const name of [/New person/, 'Import', 'Add view']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
  expect(usePageCommands.getState().handlers.create).toBeUndefined();
  fireEvent.contextMenu(screen.getByText('Grace'));
  expect(await screen.findByRole('menuitem', { name: /Open/ })).toBeTruthy();
  expect(screen.queryByRole('menuitem', { name: 'Delete' })).toBeNull();
});

test('who may export and delete is offered that, and no more', async () => {
  show({}, {}, { settings: [], objects: { person: { rights: ['see', 'export', 'delete'], readOnly: [] } } });
  const user = userEvent.setup();

  await user.click(await screen.findByRole('checkbox', { name: 'Select Grace' }));

  const bar = within(await screen.findByRole('toolbar', { name: 'Bulk actions' }));
  expect(bar.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Export', 'Delete', 'Esc']);
  await user.click(screen.getByRole('button', { name: 'More actions' }));
  expect(await screen.findByRole('menuitem', { name: 'Export…' })).toBeTruthy();
  expect(screen.queryByRole('menuitem', { name: 'Edit fields' })).toBeNull();
});
