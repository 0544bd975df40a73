import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OperationId, RecordId } from '@shared/domain/ids';
import { toMessage } from '@shared/messages/message';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { SettingsPage } from '@renderer/features/settings/settings-page';
import { useToasts } from '@renderer/stores/toasts.store';
import { fakeField } from '../../helpers/fake-field';
import { FAKE_COMPANY, FAKE_PERSON } from '../fake-objects';
import { fakeSession, type FakeAnswers } from '../fake-session';
import { lastInput, workspaceWrapper } from '../record-page/fake-workspace';

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const stage: FieldDef = fakeField('stage', 'select', {
  isStandard: false,
  settings: {
    options: [
      { key: 'new', label: 'New', color: 'gray' },
      { key: 'won', label: 'Won', color: 'green' },
    ],
  },
});
const gone = fakeField('fax', 'phones', { isStandard: false, deletedAtMs: 5 });
const site: ObjectDef = {
  ...FAKE_COMPANY,
  name: 'site',
  labelSingular: 'Site',
  labelPlural: 'Sites',
  isStandard: false,
  fields: [fakeField('name', 'text', { isStandard: false, order: 0 }), { ...stage, order: 1 }, { ...gone, order: 2 }],
};
const objects = [FAKE_PERSON, FAKE_COMPANY, site];

const schemaOperation = {
  id: OperationId.parse(4),
  verb: 'schema',
  object: null,
  subject: 'Stage',
  count: 1,
  atMs: 0,
  actor: { kind: 'person', name: '' },
  isUndone: false,
} as const;

const openModel = (object = 'site', more: FakeAnswers = {}) => {
  const session = fakeSession({
    'schema.get': () => ({ version: 1, objects }),
    'workspace.status': () => ({
      isSetUp: true,
      settings: { name: '', ownerName: '', locale: 'en', timeZone: 'UTC', currency: 'EUR', phoneRegion: 'DE' },
      folder: '/w',
      appVersion: '1',
      schemaVersion: 1,
      sizeBytes: 1,
      counts: { person: 1284, site: 947 },
      trashCounts: {},
    }),
    'views.list': () => ({ views: [] }),
    'records.aggregate': ({ aggregates }) => ({
      groups: [{ keys: [], titles: [], values: aggregates.map((_, index) => (index === 0 ? 100 : 43)) }],
      groupCount: 1,
      isTruncated: false,
    }),
    'records.misfits': () => ({ count: 0, examples: [], ids: [] }),
    'schema.createField': () => stage,
    'schema.updateField': () => stage,
    'schema.deleteField': () => ({}),
    'schema.restoreField': () => gone,
    'schema.createObject': () => site,
    'schema.broken': () => [],
    'history.state': () => ({ undo: schemaOperation, redo: null }),
    ...more,
  });
  const seen: (string | null)[] = [];
  const onShowRecords = vi.fn<(object: string, ids: readonly RecordId[]) => void>();
  render(
    <SettingsPage
      section="data-model"
      detail={object}
      onNavigate={(_, detail) => seen.push(detail)}
      onOpenList={() => {}}
      hrefOfRecord={(of, id) => `#/o/${of}/${id}`}
      onShowRecords={onShowRecords}
    />,
    { wrapper: workspaceWrapper(session, objects) },
  );
  return { session, seen, onShowRecords, user: userEvent.setup() };
};

test('lists objects with their counts and fields with how much they are filled', async () => {
  openModel();

  expect(await screen.findByText('1,284')).toBeTruthy();
  expect(await screen.findByText('43%')).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Deleted fields' })).toBeTruthy();
});

test('a new field gets its type, its options and keys made from their names', async () => {
  const { session, user } = openModel();

  await user.click(await screen.findByRole('button', { name: 'Add field' }));
  const panel = screen.getByRole('complementary', { name: 'Field: New field' });
  await user.type(within(panel).getByRole('textbox', { name: 'Name' }), 'Hazards');
  await user.click(within(panel).getByRole('combobox', { name: 'Type' }));
  await user.click(await screen.findByRole('option', { name: 'Multi-select' }));
  await user.click(within(panel).getByRole('button', { name: 'Add option' }));
  await user.keyboard('Wet floor{Enter}Gas');
  await user.keyboard('{Control>}s{/Control}');

  await waitFor(() =>
    expect(lastInput(session, 'schema.createField')).toMatchObject({
      object: 'site',
      label: 'Hazards',
      type: 'multiSelect',
      settings: {
        options: [
          { key: 'wet_floor', label: 'Wet floor' },
          { key: 'gas', label: 'Gas' },
        ],
      },
    }),
  );
});

test('a field without a name is not saved and says so', async () => {
  const { session, user } = openModel();

  await user.click(await screen.findByRole('button', { name: 'Add field' }));
  const panel = screen.getByRole('complementary', { name: 'Field: New field' });
  await user.click(within(panel).getByRole('button', { name: /Add field/ }));

  expect(within(panel).getByText('A name is needed')).toBeTruthy();
  expect(lastInput(session, 'schema.createField')).toBeUndefined();
});

test('renaming an option keeps its key; two of one name are refused', async () => {
  const { session, user } = openModel();

  await user.click(await screen.findByRole('button', { name: 'Stage' }));
  const [first] = screen.getAllByRole('textbox', { name: 'Name of the option' });
  if (!first) throw new Error('No options');
  await user.clear(first);
  await user.type(first, 'won');
  await user.click(screen.getByRole('button', { name: /Save/ }));
  expect(screen.getByText('Two options have the same name')).toBeTruthy();

  await user.type(first, ' twice');
  await user.click(screen.getByRole('button', { name: /Save/ }));

  await waitFor(() =>
    expect(lastInput(session, 'schema.updateField')).toMatchObject({
      name: 'stage',
      settings: {
        options: [
          { key: 'new', label: 'won twice' },
          { key: 'won', label: 'Won' },
        ],
      },
    }),
  );
});

test('deleting a field of one’s own can be undone, a deleted one restored', async () => {
  const { session, user } = openModel();

  await user.click(await screen.findByRole('button', { name: 'Stage' }));
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(lastInput(session, 'schema.deleteField')).toEqual({ object: 'site', name: 'stage' }));
  await waitFor(() => expect(useToasts.getState().toasts[0]).toMatchObject({ action: { label: 'Undo' } }));

  await user.click(screen.getByRole('button', { name: 'Restore' }));
  await waitFor(() => expect(lastInput(session, 'schema.restoreField')).toEqual({ object: 'site', name: 'fax' }));
});

test('fields that belong to Outpost can be hidden, not deleted', async () => {
  const { user } = openModel('person');

  await user.click(await screen.findByRole('button', { name: 'City' }));

  expect(screen.getByRole('switch', { name: 'Hidden' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
});

test('an object is made with its look and shown', async () => {
  const { session, seen, user } = openModel();

  await user.click(await screen.findByRole('button', { name: 'New object' }));
  await user.type(await screen.findByRole('textbox', { name: /Name of one/ }), 'Device');
  expect(screen.getByRole('textbox', { name: /Name of several/ })).toHaveProperty('value', 'Devices');
  await user.click(screen.getByRole('radio', { name: 'Violet' }));
  await user.keyboard('{Control>}{Enter}{/Control}');

  await waitFor(() =>
    expect(lastInput(session, 'schema.createObject')).toEqual({
      labelSingular: 'Device',
      labelPlural: 'Devices',
      icon: 'object',
      color: 'violet',
    }),
  );
  await waitFor(() => expect(seen).toEqual(['site']));
});

test('rules and a default are saved with the field; a pattern can be tried', async () => {
  const { session, user } = openModel();

  await user.click(await screen.findByRole('button', { name: 'Add field' }));
  const panel = within(screen.getByRole('complementary', { name: 'Field: New field' }));
  await user.type(panel.getByRole('textbox', { name: 'Name' }), 'Article');
  await user.type(panel.getByRole('spinbutton', { name: 'Most characters' }), '8');
  await user.type(panel.getByRole('textbox', { name: 'Pattern' }), '[[A-Z]+-(');
  await user.keyboard('{Control>}s{/Control}');
  expect(lastInput(session, 'schema.createField')).toBeUndefined();
  expect(panel.getByText('Pattern: A bracket is not closed')).toBeTruthy();

  await user.type(panel.getByRole('textbox', { name: 'Pattern' }), '\\d+)');
  await user.type(panel.getByRole('textbox', { name: 'Try it' }), 'AB-12');
  expect(panel.getByText('Matches')).toBeTruthy();
  await user.type(panel.getByRole('textbox', { name: 'Default value' }), 'A-1');
  await user.keyboard('{Control>}s{/Control}');

  await waitFor(() =>
    expect(lastInput(session, 'schema.createField')).toMatchObject({
      type: 'text',
      settings: { maxLength: 8, pattern: '[A-Z]+-(\\d+)', defaultValue: 'A-1' },
    }),
  );
});

test('the form says which records the rules in it would refuse', async () => {
  const id = RecordId.parse('0190a000-0000-7000-8000-000000000001');
  const examples = [{ id, title: 'Ada', reason: toMessage(msg`Name must have at most 2 characters.`) }];
  const { user } = openModel('site', { 'records.misfits': () => ({ count: 3, examples, ids: [id] }) });

  await user.click(await screen.findByRole('button', { name: 'Name' }));

  expect(await screen.findByText('3 records break these rules')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Ada' }).getAttribute('href')).toBe(`#/o/site/${id}`);
  expect(screen.getByText('and 2 more')).toBeTruthy();
});

test('fields that compute nothing are listed with why, and the way to mend them', async () => {
  const { seen, user } = openModel('person', {
    'schema.broken': () => [{ object: 'site', field: 'stage', message: toMessage(msg`Sites have no field "size".`) }],
  });

  const list = await screen.findByRole('list', { name: 'Fields that compute nothing' });
  expect(list.textContent).toContain('Sites have no field "size".');
  await user.click(within(list).getByRole('button', { name: 'Mend Stage' }));

  expect(seen).toContain('site');
});

test('a change of type shows what becomes of the values before it is made', async () => {
  const id = RecordId.parse('0190a000-0000-7000-8000-000000000001');
  const { session, user, onShowRecords } = openModel('site', {
    'schema.previewConversion': ({ to }) => ({
      converted: to === 'text' ? 40 : 2,
      unconverted: to === 'text' ? 0 : 1,
      examples: [{ id, before: 'New', after: 'New' }],
      misfits: to === 'text' ? [] : [{ id, title: 'Pumps', before: 'Won', reason: toMessage(msg`Neither yes nor no`) }],
      misfitIds: to === 'text' ? [] : [id],
      settings: {},
      breaks:
        to === 'text'
          ? []
          : [
              {
                kind: 'computed' as const,
                object: 'site',
                name: 'Share',
                count: null,
                reason: toMessage(msg`It would no longer fit`),
              },
            ],
      refusal: null,
    }),
    'schema.convertField': () => stage,
  });

  await user.click(await screen.findByRole('button', { name: 'Stage' }));
  await user.click(screen.getByRole('button', { name: 'Change type…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Change the type of Stage' });
  await user.click(within(dialog).getByRole('combobox', { name: 'New type' }));
  await user.click(await screen.findByRole('option', { name: 'Checkbox' }));
  await within(dialog).findByText('1 value does not convert');

  expect(within(dialog).getByRole('link', { name: 'Pumps' }).getAttribute('href')).toBe(`#/o/site/${id}`);
  expect(within(dialog).getByText('Won: Neither yes nor no')).toBeTruthy();
  const broken = within(dialog).getByRole('list', { name: 'This would no longer work' });
  expect(broken.textContent).toContain('Share');
  expect(broken.textContent).toContain('It would no longer fit');
  await user.click(within(dialog).getByRole('button', { name: 'Show them as a list' }));
  expect(onShowRecords).toHaveBeenCalledWith('site', [id]);
  await user.click(within(dialog).getByRole('button', { name: 'Change type' }));

  await waitFor(() =>
    expect(lastInput(session, 'schema.convertField')).toMatchObject({
      object: 'site',
      name: 'stage',
      to: 'boolean',
      dateOrder: 'dmy',
    }),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('what was deleted is deleted for good only after saying how much that is', async () => {
  const { session, user } = openModel('site', {
    'schema.previewPurge': () => ({ records: 0, values: 12 }),
    'schema.purge': () => ({ records: 0, values: 12 }),
  });

  await user.click(await screen.findByRole('button', { name: 'Delete for good' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete Fax for good?' });
  await within(dialog).findByText(/12 values are destroyed/);
  expect(within(dialog).getByText('This cannot be undone.')).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Delete for good' }));

  await waitFor(() => expect(lastInput(session, 'schema.purge')).toEqual({ object: 'site', field: 'fax' }));
});

test('objects change places', async () => {
  const { session, user } = openModel('site', { 'schema.updateObject': () => site });

  await user.click(await screen.findByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Move up' }));

  await waitFor(() => expect(lastInput(session, 'schema.updateObject')).toEqual({ name: 'site', order: 1 }));
});
