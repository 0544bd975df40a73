import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { RECORD_RIGHTS, STANDARD_ROLES } from '@shared/domain/roles';
import { AppError } from '@shared/errors/app-error';
import { MembersSection } from '@renderer/features/settings/members-section';
import {
  NEW_RULES,
  ruleFor,
  toggleRight,
  toggleSetting,
  withField,
  withRule,
  withScope,
} from '@renderer/features/settings/role-draft';
import { connectAsViewed } from '@renderer/rpc/viewed-member';
import { FAKE_MEMBERS, fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

const [ME, BO] = FAKE_MEMBERS;
const [, , MEMBER] = STANDARD_ROLES;
if (!ME || !BO || !MEMBER) throw new Error('Nobody');

const list = (roles = STANDARD_ROLES) => ({
  members: [...FAKE_MEMBERS],
  roles: [...roles],
  me: ME.id,
  access: { settings: [], objects: {} },
});

test('members are listed with their roles, and another role is one choice away', async () => {
  const session = fakeSession({ 'members.list': () => list(), 'members.update': () => BO });
  render(<MembersSection />, { wrapper: wrapperFor({ session }) });
  const user = userEvent.setup();

  await user.click(await screen.findByRole('combobox', { name: 'Role of Bo Ek' }));
  await user.click(await screen.findByRole('option', { name: 'Guest' }));

  await waitFor(() =>
    expect(session.calls.find(({ path }) => path === 'members.update')?.input).toEqual({
      id: BO.id,
      role: 'guest',
    }),
  );
});

test('a role is made of rights by object, fields and settings', async () => {
  const session = fakeSession({ 'members.list': () => list(), 'members.saveRole': () => MEMBER });
  render(<MembersSection />, { wrapper: wrapperFor({ session }) });
  const user = userEvent.setup();

  await user.click(await screen.findByRole('button', { name: 'New role' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: /Name/ }), 'Interns');
  await user.click(dialog.getByRole('checkbox', { name: 'People: Delete' }));
  await user.click(dialog.getByRole('checkbox', { name: 'Companies: See' }));
  await user.click(dialog.getByRole('checkbox', { name: 'Imports' }));
  await user.click(dialog.getByRole('button', { name: /Save/ }));

  await waitFor(() =>
    expect(session.calls.find(({ path }) => path === 'members.saveRole')?.input).toMatchObject({
      name: 'Interns',
      rules: {
        settings: ['views', 'import'],
        objects: { person: { rights: ['see', 'create', 'edit', 'restore', 'export'] }, company: { rights: [] } },
      },
    }),
  );
});

test('which records a role sees is put together out of conditions', async () => {
  const session = fakeSession({ 'members.list': () => list(), 'members.saveRole': () => MEMBER });
  render(<MembersSection />, { wrapper: wrapperFor({ session }) });
  const user = userEvent.setup();
  const saved = () => session.calls.findLast(({ path }) => path === 'members.saveRole')?.input;

  await user.click(await screen.findByRole('button', { name: 'New role' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: /Name/ }), 'Oslo');
  await user.click(dialog.getByRole('combobox', { name: 'Records: People' }));
  await user.click(await screen.findByRole('option', { name: 'Those that match' }));
  expect(dialog.getByText('Without a condition all of them can be seen.')).toBeTruthy();
  const builder = within(dialog.getByRole('group', { name: 'Which People' }));
  builder.getByRole('button', { name: 'Condition' }).focus();
  await user.keyboard('{Enter}age{Enter}');
  await user.type(builder.getByRole('textbox', { name: 'Value' }), '30');
  await user.click(dialog.getByRole('button', { name: /Save/ }));

  await waitFor(() =>
    expect(saved()).toMatchObject({
      rules: { objects: { person: { records: 'filter', filter: { and: [{ field: 'age', op: 'is', value: 30 }] } } } },
    }),
  );
});

test('what a new member lacks is said in the form, and so is why the engine refuses', async () => {
  const session = fakeSession({
    'members.list': () => list(),
    'members.add': () => {
      throw new AppError('invalid_input', msg`That name is taken.`);
    },
  });
  render(<MembersSection />, { wrapper: wrapperFor({ session }) });
  const user = userEvent.setup();

  await user.click(await screen.findByRole('button', { name: 'Add member' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: /Name/ }), 'Cai');
  await user.type(dialog.getByRole('textbox', { name: 'E-mail' }), 'cai at home');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(dialog.getByText('This is not an e-mail address')).toBeTruthy();
  expect(session.calls.some(({ path }) => path === 'members.add')).toBe(false);

  await user.clear(dialog.getByRole('textbox', { name: 'E-mail' }));
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect((await dialog.findByRole('alert')).textContent).toBe('That name is taken.');
});

test('whoever may not change roles is told so', async () => {
  const session = fakeSession({ 'members.list': () => list([]) });
  render(<MembersSection />, { wrapper: wrapperFor({ session }) });

  expect(await screen.findByText(/does not let you change members/)).toBeTruthy();
});

test('a rule keeps what belongs together', () => {
  const { otherObjects } = NEW_RULES;

  expect(toggleRight({ ...otherObjects, rights: [] }, 'edit', true).rights).toEqual(['see', 'edit']);
  expect(toggleRight(otherObjects, 'see', false).rights).toEqual([]);
  expect(toggleRight(otherObjects, 'purge', true).rights).toEqual([...RECORD_RIGHTS]);
  expect(withField(withField(otherObjects, 'a', 'hidden'), 'a', 'open').fields).toEqual({});
  expect(withScope(withScope(otherObjects, 'filter'), 'own')).not.toHaveProperty('filter');
  expect(ruleFor(withRule(NEW_RULES, 'person', withScope(otherObjects, 'own')), 'person').records).toBe('own');
  expect(ruleFor(NEW_RULES, 'toString')).toBe(otherObjects);
  expect(toggleSetting(toggleSetting(NEW_RULES, 'import', true), 'views', false).settings).toEqual(['import']);
});

test('a line speaks for the member who is viewed before anything is asked, and one who is gone is forgotten', async () => {
  const asked: unknown[] = [];
  const storage = window.sessionStorage;
  const connect = (fails: boolean) =>
    connectAsViewed(
      () =>
        Promise.resolve({
          calls: {
            call: (path, input) => {
              asked.push([path, input]);
              return fails ? Promise.reject(new Error('gone')) : Promise.resolve({});
            },
          },
          closed: new Promise<void>(() => undefined),
          close: () => undefined,
        }),
      storage,
    );

  await connect(false)();
  storage.setItem('outpost.viewAs', fakeId(2));
  await connect(false)();
  await connect(true)();

  expect(asked).toEqual(Array.from({ length: 2 }, () => [['members', 'viewAs'], { id: fakeId(2) }]));
  expect(storage.getItem('outpost.viewAs')).toBeNull();
});
