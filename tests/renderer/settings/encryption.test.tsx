import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EncryptionStatus } from '@shared/contract/encryption.contract';
import { AppError } from '@shared/errors/app-error';
import { toMessage } from '@shared/messages/message';
import { SettingsPage } from '@renderer/features/settings/settings-page';
import { useToasts } from '@renderer/stores/toasts.store';
import { fakeSession, type FakeAnswers } from '../fake-session';
import { lastInput, OBJECTS, workspaceWrapper } from '../record-page/fake-workspace';

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

const plain: EncryptionStatus = {
  isEncrypted: false,
  canRemember: true,
  isRemembered: false,
  plainCopies: 0,
  areBackupsEncrypted: false,
  failure: null,
};
const encrypted: EncryptionStatus = { ...plain, isEncrypted: true, areBackupsEncrypted: true };

const open = (status: EncryptionStatus, more: FakeAnswers = {}) => {
  const session = fakeSession({ 'encryption.status': () => status, ...more });
  render(
    <SettingsPage
      section="encryption"
      detail={null}
      onNavigate={() => {}}
      onOpenList={() => {}}
      hrefOfRecord={() => ''}
      onShowRecords={() => {}}
    />,
    { wrapper: workspaceWrapper(session, OBJECTS, null) },
  );
  return { session, user: userEvent.setup() };
};

test('encryption asks for a passphrase twice, shows the recovery phrase, and goes on once it was written down', async () => {
  const { session, user } = open(plain, {
    'encryption.prepare': () => ({ recoveryPhrase: WORDS }),
    'encryption.turnOn': () => ({}),
  });
  await user.click(await screen.findByRole('button', { name: 'Encrypt this workspace…' }));
  const dialog = within(await screen.findByRole('dialog'));
  const goOn = () => dialog.getByRole('button', { name: /Continue|Encrypt/ });

  await user.type(dialog.getByLabelText('New passphrase'), 'correct horse');
  await user.type(dialog.getByLabelText('The same again'), 'correct house');
  expect(dialog.getByText('The two are not the same')).toBeTruthy();
  expect(goOn()).toHaveProperty('disabled', true);
  await user.clear(dialog.getByLabelText('The same again'));
  await user.type(dialog.getByLabelText('The same again'), 'correct horse');
  await user.click(goOn());

  const phrase = within(await dialog.findByRole('list', { name: 'Recovery phrase' }));
  expect(phrase.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(WORDS.split(' '));
  expect(goOn()).toHaveProperty('disabled', true);
  expect(lastInput(session, 'encryption.turnOn')).toBeUndefined();
  await user.click(dialog.getByRole('checkbox', { name: 'I have written it down' }));
  await user.click(goOn());

  await waitFor(() => expect(lastInput(session, 'encryption.turnOn')).toEqual({ remember: true }));
  expect(lastInput(session, 'encryption.prepare')).toEqual({ passphrase: 'correct horse' });
});

test('a wrong passphrase is said where it was typed, and changes nothing', async () => {
  const { user } = open(encrypted, {
    'encryption.turnOff': () => {
      throw new AppError('sign_in_required', msg`This is neither the passphrase nor the recovery phrase.`);
    },
  });

  await user.click(await screen.findByRole('button', { name: 'Turn off…' }));
  await user.type(await screen.findByLabelText('Passphrase, or recovery phrase'), 'wrong');
  await user.click(screen.getByRole('button', { name: 'Turn off' }));

  expect(await screen.findByText('This is neither the passphrase nor the recovery phrase.')).toBeTruthy();
});

test('the passphrase is changed with the one of now', async () => {
  const { session, user } = open(encrypted, { 'encryption.changePassphrase': () => ({}) });

  await user.click(await screen.findByRole('button', { name: 'Change the passphrase…' }));
  await user.type(await screen.findByLabelText('Passphrase, or recovery phrase'), 'correct horse');
  await user.type(screen.getByLabelText('New passphrase'), 'another one');
  await user.type(screen.getByLabelText('The same again'), 'another one');
  await user.click(screen.getByRole('button', { name: 'Change' }));

  await waitFor(() =>
    expect(lastInput(session, 'encryption.changePassphrase')).toEqual({
      current: 'correct horse',
      next: 'another one',
    }),
  );
});

test('backups that anybody can read are named, and removed once it is certain', async () => {
  const { session, user } = open(
    { ...encrypted, plainCopies: 2 },
    { 'encryption.removePlainCopies': () => ({ removed: 2 }) },
  );

  await user.click(await screen.findByRole('button', { name: 'Remove…' }));
  expect(lastInput(session, 'encryption.removePlainCopies')).toBeUndefined();
  await user.click(await screen.findByRole('button', { name: 'Remove' }));

  await waitFor(() => expect(lastInput(session, 'encryption.removePlainCopies')).toEqual({}));
});

test('why a workspace could not be encrypted stands here', async () => {
  open({ ...plain, failure: toMessage(msg`The disk is full.`) });

  expect(await screen.findByText(/The disk is full/)).toBeTruthy();
});
