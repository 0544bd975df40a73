import fs from 'node:fs';
import { expect, test } from 'vitest';
import { startApp } from '../helpers/app-page';

test('what is chosen of a list is exported without a mouse, and arrives as a file', async () => {
  const { page, client, visit } = await startApp({
    prepare: async (engine) => {
      await engine.workspace.update({ name: 'Northwind', ownerName: 'Ada Example' });
      await engine.workspace.loadSampleData({});
    },
  });
  const { total } = await client.records.query({ object: 'company', page: { limit: 1 } });
  await visit('/o/company');
  await page
    .getByRole('checkbox', { name: /^Select (?!all)/ })
    .first()
    .waitFor();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('export what');
  await page.getByRole('option', { name: /^Export what is shown/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Export / });
  await dialog.waitFor();
  await page.keyboard.press('ArrowDown');
  const downloads = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const download = await downloads;

  const file = await download.path();
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\r\n');
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  expect(lines[0]).toMatch(/^\uFEFFName,/);
  expect(lines.length - 1).toBe(total);
  await dialog.waitFor({ state: 'detached' });
});
