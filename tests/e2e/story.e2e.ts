import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cellAt, openTab, THEMES, type Theme } from '../helpers/app-page';
import { outpost, outpostJson, startWebHost } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';

const FIXTURES = path.join(import.meta.dirname, '../fixtures');
const LEGISLATORS = path.join(FIXTURES, 'exchange/people-legislators.csv');
const WITH_COMPANY = path.join(FIXTURES, 'e2e/people-with-company.csv');

/** OUTPOST_FILM names a folder: then every scene of the story is kept there as a picture. */
const filming = (page: Page, theme: Theme): ((scene: string) => Promise<void>) => {
  const folder = process.env['OUTPOST_FILM'];
  let count = 0;
  return async (scene) => {
    count += 1;
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    const name = `${theme}-${String(count).padStart(2, '0')}-${scene}.png`;
    await page.screenshot({ path: path.join(folder, name) });
  };
};

const countOf = async (page: Page, view: string): Promise<string> =>
  (await page.getByRole('tab', { name: new RegExp(`^${view}`) }).textContent()) ?? '';

type CsvRow = Readonly<Record<string, string>>;

const readCsv = (text: string): readonly CsvRow[] => parse<CsvRow>(text, { columns: true, bom: true });

/** Opens the editor of a cell with the first letter, as a person who types does. */
const typeInto = async (page: Page, row: string, column: string, text: string): Promise<void> => {
  const cell = await cellAt(page, row, column);
  await cell.click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};

const dropFile = async (page: Page, file: string): Promise<void> => {
  const content = await readFile(file, 'utf8');
  const transfer = await page.evaluateHandle(
    ({ name, text }) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type: 'text/csv' }));
      return data;
    },
    { name: path.basename(file), text: content },
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('main', type, { dataTransfer: transfer });
  }
};

const setUp = async (page: Page): Promise<void> => {
  await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('Northwind Trading');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Example');
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Import a file', checked: true }).waitFor();
  await page.getByRole('button', { name: 'Choose a file' }).click();
};

const importLegislators = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { name: 'Import a file', level: 1 }).waitFor();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await choosing).setFiles(LEGISLATORS);
  await page.getByRole('button', { name: 'Keep all unknown columns as new fields' }).click();
  await page.getByText('537 rows checked, no problems').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('table', { name: 'The first 50 rows' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'people-legislators.csv is imported' }).waitFor();
};

test.each(THEMES)('from a contacts file to a working CRM, and back the next day (%s)', async (theme) => {
  const workspace = tempFolder();
  const host = await startWebHost(workspace);
  const { page, context } = await openTab(theme, true);
  const scene = filming(page, theme);
  await page.goto(host.startUrl.href);
  await scene('first-run');

  // A real file, with all its columns.
  await setUp(page);
  await scene('choose-a-file');
  await importLegislators(page);
  await scene('import-report');
  expect(await page.getByRole('definition').first().textContent()).toBe('537');
  await page.getByRole('button', { name: 'Show people' }).click();
  await expect.poll(() => countOf(page, 'All people')).toContain('537');
  await page.getByRole('row', { name: /Adams/ }).first().waitFor();
  await scene('people');

  // A column that the file brought is a field now, and can be shown.
  await page.getByRole('button', { name: 'Display' }).click();
  for (const column of ['party', 'Birthday', 'Company', 'Last touch', 'Opt-in']) {
    await page
      .getByRole('dialog')
      .getByRole('checkbox', { name: `Show ${column}`, exact: true })
      .click();
  }
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'party', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('button', { name: 'Save view' }).waitFor({ state: 'detached' });

  // Cells of each kind, by keyboard.
  const who = 'Alma Adams';
  await typeInto(page, who, 'Job title', 'Representative');
  await typeInto(page, who, 'E-mail', 'alma.adams@house.example');
  await typeInto(page, who, 'Phone', '+1 202 555 0147');
  await typeInto(page, who, 'Lifecycle', 'Lead');
  await typeInto(page, who, 'Fit', '4');
  await typeInto(page, who, 'Birthday', '1946-05-27');
  for (const [column, text] of [
    ['Job title', 'Representative'],
    ['E-mail', 'alma.adams@house.example'],
    ['Phone', '+1 202 555 0147'],
    ['Lifecycle', 'Lead'],
    ['Fit', '4 of 5'],
    ['Birthday', '1946'],
  ] as const) {
    const cell = await cellAt(page, who, column);
    await expect.poll(() => cell.ariaSnapshot()).toContain(text);
  }
  await scene('edited');

  // One mistake, taken back.
  await typeInto(page, who, 'Job title', 'Astronaut');
  const jobTitle = await cellAt(page, who, 'Job title');
  await expect.poll(() => jobTitle.textContent()).toBe('Astronaut');
  await page.keyboard.press('Control+z');
  await expect.poll(() => jobTitle.textContent()).toBe('Representative');

  // A second file, dropped on the window; its companies are made and linked. The whole of it is undone and done again.
  await dropFile(page, WITH_COMPANY);
  await page.getByRole('heading', { name: 'Import people', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Keep all unknown columns as new fields' }).click();
  await page.getByText('3 rows checked, no problems').waitFor();
  await scene('match-columns');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'people-with-company.csv is imported' }).waitFor();
  await page.getByRole('link', { name: 'Companies' }).click();
  await page.getByRole('row', { name: /Halden Marine/ }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('row', { name: /Halden Marine/ }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'People' }).click();
  await expect.poll(() => countOf(page, 'All people')).toContain('537');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => countOf(page, 'All people')).toContain('540');

  // A deal, made and moved over the board by mouse and by keys.
  await page.getByRole('link', { name: 'Deals' }).click();
  await page.getByRole('region', { name: 'Deals' }).waitFor();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New deal' });
  await dialog.waitFor();
  await page.keyboard.type('Harbour cranes');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: /^Amount/ }).click();
  await page.keyboard.type('12000');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  const lane = (name: string) => page.getByRole('region', { name, exact: true });
  const card = page.getByRole('option', { name: /Harbour cranes/ });
  await lane('Qualified')
    .getByRole('option', { name: /Harbour cranes/ })
    .waitFor();
  await expect.poll(() => lane('Qualified').textContent()).toContain('$2,400');
  const from = await card.boundingBox();
  const to = await lane('Proposal').boundingBox();
  if (!from || !to) throw new Error('The card and the lane must be in view');
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 120, { steps: 12 });
  await scene('board-drag');
  await page.mouse.up();
  await lane('Proposal')
    .getByRole('option', { name: /Harbour cranes/ })
    .waitFor();
  await expect.poll(() => lane('Proposal').textContent()).toContain('$7,200');
  await card.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await lane('Negotiation')
    .getByRole('option', { name: /Harbour cranes/ })
    .waitFor();
  await expect.poll(() => lane('Negotiation').textContent()).toContain('$9,600');
  await expect.poll(() => lane('Proposal').textContent()).not.toContain('$');
  await scene('board');

  // Anyone, by a few letters.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('imke sor');
  await page.getByRole('option', { name: /Imke Sorrel/, selected: true }).waitFor();
  await scene('palette');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Imke Sorrel', level: 1 }).waitFor();
  await page.getByText('Sorrel & Daughters').first().waitFor();
  await scene('record');

  // The evening: quit. The next day everything is there.
  expect(await host.stop()).toBe(0);
  const nextDay = await startWebHost(workspace);
  await page.goto(nextDay.startUrl.href);
  await expect.poll(() => countOf(page, 'All people')).toContain('540');
  const cell = await cellAt(page, who, 'Job title');
  await expect.poll(() => cell.textContent()).toBe('Representative');

  // And out again as a file.
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const exporting = page.getByRole('dialog', { name: /^Export / });
  await exporting.getByRole('radio', { name: /CSV/ }).click();
  await scene('export');
  const downloading = page.waitForEvent('download');
  await exporting.getByRole('button', { name: 'Export' }).click();
  const file = await (await downloading).path();
  const exported = readCsv(await readFile(file, 'utf8'));
  await context.close();
  expect(await nextDay.stop()).toBe(0);
  const { stdout } = await outpost('--workspace', workspace, 'export', '--object', 'person', '--format', 'csv');
  const stored = readCsv(stdout);
  const columns = ['Name', 'E-mail', 'Phone', 'Lifecycle', 'Fit', 'Job title', 'Birthday', 'party'];
  const linesOf = (rows: readonly CsvRow[]): readonly string[] =>
    rows.map((row) => columns.map((column) => row[column]).join('|')).toSorted();
  expect(exported).toHaveLength(540);
  expect(linesOf(exported)).toEqual(linesOf(stored));
  expect(exported.find((row) => row['Name'] === who)).toMatchObject({
    'E-mail': 'alma.adams@house.example',
    'Job title': 'Representative',
    Lifecycle: 'Lead',
    Fit: '4',
    Birthday: '1946-05-27',
    party: 'Democrat',
  });
  expect(await outpostJson('--workspace', workspace, 'doctor')).toMatchObject({ ok: true, findings: [] });
});
