import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { AppError } from '@shared/errors/app-error';
import { App } from '@renderer/app/app';
import { UnlockScreen } from '@renderer/features/unlock/unlock-screen';
import { fakeSession, wrapperFor, type FakeAnswers } from '../fake-session';

afterEach(cleanup);

const locked = () => {
  throw new AppError('sign_in_required', msg`This workspace is encrypted. Enter its passphrase to open it.`, {
    reason: 'workspace_encrypted',
  });
};

const show = (more: FakeAnswers = {}, canRemember = true) => {
  const session = fakeSession({
    'encryption.lockState': () => ({ isLocked: true, canRemember }),
    'encryption.unlock': () => ({}),
    ...more,
  });
  render(<UnlockScreen />, { wrapper: wrapperFor({ session }) });
  const input = () => session.calls.findLast(({ path }) => path === 'encryption.unlock')?.input;
  return { input, user: userEvent.setup() };
};

test('a locked workspace shows nothing but the question for its passphrase', async () => {
  const session = fakeSession({
    'workspace.status': locked,
    'schema.get': locked,
    'views.list': locked,
    'members.list': locked,
    'encryption.lockState': () => ({ isLocked: true, canRemember: false }),
  });
  render(<App />, { wrapper: wrapperFor({ session }) });

  expect(await screen.findByRole('heading', { name: 'This workspace is encrypted' })).toBeTruthy();
  expect(screen.getByLabelText('Passphrase')).toHaveProperty('type', 'password');
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test('the passphrase is given to the engine, and to the keychain only when that is wanted', async () => {
  const { input, user } = show();
  const box = await screen.findByRole('checkbox', { name: /Do not ask again/ });

  await user.click(box);
  await user.type(screen.getByLabelText('Passphrase'), 'correct horse{Enter}');

  await waitFor(() => expect(input()).toEqual({ passphrase: 'correct horse', remember: false }));
});

test('a wrong passphrase is said, and another can be tried', async () => {
  const { user } = show({
    'encryption.unlock': () => {
      throw new AppError('sign_in_required', msg`This is neither the passphrase nor the recovery phrase.`, {
        reason: 'wrong_passphrase',
      });
    },
  });

  await user.type(await screen.findByLabelText('Passphrase'), 'wrong{Enter}');

  expect(await screen.findByText('This is neither the passphrase nor the recovery phrase.')).toBeTruthy();
  expect(screen.getByRole('button', { name: /Unlock/ })).toHaveProperty('disabled', false);
});
