import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { nameWorkspace, openTab, shareSession, startApp } from '../helpers/app-page';
import { startWebHost } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';
import { connectToWebHost } from '../helpers/web-host-client';

const PASSPHRASE = 'correct horse battery';

const violations = async (page: Page) =>
  (
    await new AxeBuilder({ page }).disableRules(['region']).exclude('[data-base-ui-focus-guard]').analyze()
  ).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);

test('a person encrypts the workspace, and opens it again with the passphrase or the recovery phrase', async () => {
  const workspace = tempFolder();
  const app = await startApp({
    workspace,
    mayComplain: true,
    prepare: async (client) => {
      await nameWorkspace(client);
      await client.records.create({ object: 'person', values: { name: { first: 'Ada', last: 'Example' } } });
    },
  });
  await app.visit('/settings/encryption');
  await app.page.getByRole('button', { name: 'Encrypt this workspace…' }).click();
  expect(await violations(app.page)).toEqual([]);
  await app.page.getByLabel('New passphrase').fill(PASSPHRASE);
  await app.page.getByLabel('The same again').fill(PASSPHRASE);
  await app.page.getByRole('button', { name: 'Continue' }).click();
  const words = app.page.getByRole('list', { name: 'Recovery phrase' }).getByRole('listitem');
  await words.first().waitFor();
  const phrase = await words.allTextContents();
  expect(await violations(app.page)).toEqual([]);
  await app.page.getByRole('checkbox', { name: 'I have written it down' }).click();
  await app.page.getByRole('button', { name: 'Encrypt', exact: true }).click();
  await app.page.getByText('This workspace is encrypted.').waitFor();
  await app.host.stop();

  for (const secret of [PASSPHRASE, phrase.join(' ')]) {
    const host = await startWebHost(workspace);
    const line = await connectToWebHost(host);
    const tab = await openTab('light', true);
    await shareSession(tab, line);
    await tab.page.goto(`http://127.0.0.1:${line.port}/#/o/person`);
    await tab.page.getByRole('heading', { name: 'This workspace is encrypted' }).waitFor();
    expect(await violations(tab.page)).toEqual([]);
    await tab.page.getByLabel('Passphrase').fill('not this one');
    await tab.page.getByRole('button', { name: 'Unlock' }).click();
    await tab.page.getByText('This is neither the passphrase nor the recovery phrase').waitFor();
    await tab.page.getByLabel('Passphrase').fill(secret);
    await tab.page.keyboard.press('Enter');
    await tab.page.getByRole('row', { name: 'Ada Example' }).waitFor();
    await host.stop();
  }
});
