import path from 'node:path';
import { expect, test } from 'vitest';
import { openTab, shareSession, startApp, visit } from '../helpers/app-page';
import { startWebHost } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';
import { connectToWebHost } from '../helpers/web-host-client';

test('a workspace is exported whole in the settings, and a new one becomes it at its first start', async () => {
  const {
    page,
    client,
    visit: go,
  } = await startApp({
    prepare: async (engine) => {
      await engine.workspace.update({ name: 'Northwind', ownerName: 'Ada Example' });
      await engine.workspace.loadSampleData({});
    },
  });
  await go('/settings/archive');
  const downloads = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export everything' }).click();
  const archive = path.join(tempFolder(), 'northwind.archive');
  await (await downloads).saveAs(archive);

  const other = await startWebHost(tempFolder());
  const line = await connectToWebHost(other);
  const tab = await openTab('light', true);
  await shareSession(tab, line);
  await tab.page.goto(other.startUrl.origin);
  await tab.page.getByRole('textbox', { name: 'Name of the workspace' }).fill('Mine');
  await tab.page.getByRole('textbox', { name: 'Your name' }).fill('Ben');
  await tab.page.getByRole('button', { name: 'Continue' }).click();
  await tab.page.getByRole('radio', { name: 'Bring in an archive' }).click();
  const choosing = tab.page.waitForEvent('filechooser');
  await tab.page.getByRole('button', { name: 'Choose an archive' }).click();
  await (await choosing).setFiles(archive);

  await tab.page.getByRole('navigation', { name: 'Records' }).waitFor();
  await tab.page.getByText('Northwind').first().waitFor();
  await visit(tab.page, line.port, '/settings/archive');
  await tab.page.getByText('There is something in this workspace already').waitFor();
  expect(await tab.page.getByRole('button', { name: 'Choose an archive' }).isDisabled()).toBe(true);
  expect((await client.workspace.status({})).counts['person']).toBe(500);
  line.socket.terminate();
});
