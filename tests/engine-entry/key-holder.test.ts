import { expect, test } from 'vitest';
import { createKeyHolder, type KeyVault } from '@main/engine-entry/key-holder';

const vaultWith = (first: string | null) => {
  let kept = first;
  const vault: KeyVault = {
    load: () => Promise.resolve(kept),
    save: (key) => {
      kept = key;
      return Promise.resolve();
    },
  };
  return { vault, kept: () => kept };
};

const ask = { withSecret: true };

test('a key that is kept is there for the next engine, and beyond the host only when that is wanted', async () => {
  const { vault, kept } = vaultWith(null);
  const holder = createKeyHolder({ vault });
  expect(await holder.answer(ask)).toMatchObject({ secret: null, canRemember: true, isRemembered: false });

  holder.keep({ key: 'a2V5', remember: false });
  expect(await holder.answer(ask)).toMatchObject({ secret: { kind: 'key', key: 'a2V5' }, isRemembered: false });
  expect(kept()).toBeNull();

  holder.keep({ key: 'a2V5', remember: true });
  expect(await holder.answer(ask)).toMatchObject({ secret: { kind: 'key', key: 'a2V5' }, isRemembered: true });
  expect(kept()).toBe('a2V5');
});

test('what the keychain has opens the workspace, until it is forgotten', async () => {
  const { vault, kept } = vaultWith('a2V5');
  const holder = createKeyHolder({ vault });
  expect(await holder.answer(ask)).toMatchObject({ secret: { kind: 'key', key: 'a2V5' }, isRemembered: true });

  holder.keep({ key: null, remember: false });

  expect(await holder.answer(ask)).toMatchObject({ secret: null, isRemembered: false });
  expect(kept()).toBeNull();
});

test('a keychain that fails costs a question, not the workspace', async () => {
  const failures: unknown[] = [];
  const broken: KeyVault = {
    load: () => Promise.reject(new Error('locked')),
    save: () => Promise.reject(new Error('locked')),
  };
  const holder = createKeyHolder({ vault: broken, onVaultError: (error) => failures.push(error) });

  expect(await holder.answer(ask)).toMatchObject({ secret: null });
  holder.keep({ key: 'a2V5', remember: true });
  expect(await holder.answer(ask)).toMatchObject({ secret: { kind: 'key', key: 'a2V5' }, isRemembered: false });
  expect(failures).toHaveLength(2);
});

test('nobody is asked for a passphrase but by an engine that needs it', async () => {
  let asked = 0;
  const holder = createKeyHolder({
    askPassphrase: () => {
      asked += 1;
      return Promise.resolve('given');
    },
  });

  expect(await holder.answer({ withSecret: false })).toMatchObject({ secret: null, canRemember: false });
  expect(asked).toBe(0);
  expect(await holder.answer(ask)).toMatchObject({ secret: { kind: 'passphrase', passphrase: 'given' } });
});
