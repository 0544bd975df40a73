import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract';
import { type App, cellAt, nameWorkspace, openTab, startApp, THEMES, type Theme } from '../helpers/app-page';
import { startWebHost } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';

const WITH_COMPANY = path.join(import.meta.dirname, '../fixtures/e2e/people-with-company.csv');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it is now, one line for each element. */
const violations = async (page: Page): Promise<readonly string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(RULES)
    // An advice, not a criterion: menus stand in portals, which no landmark can hold.
    .disableRules(['region'])
    // Base UI's guards lead the focus of Tab back into an open popup; they hold nothing and are never stopped at.
    .exclude('[data-base-ui-focus-guard]')
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
};

interface Checker {
  (place: string): Promise<void>;
  /** By place, where there was any. */
  readonly found: Readonly<Record<string, readonly string[]>>;
}

/** Collects what is found place by place, so that one run names them all. */
const checker = (page: Page): Checker => {
  const found: Record<string, readonly string[]> = {};
  const check = async (place: string): Promise<void> => {
    const now = await violations(page);
    if (now.length > 0) found[place] = now;
  };
  return Object.assign(check, { found });
};

const withThreePeople = async (client: EngineClient): Promise<void> => {
  await nameWorkspace(client);
  for (const name of ['Ada Amber', 'Ben Birch', 'Cleo Coral']) {
    await client.records.create({ object: 'person', values: { name, emails: ['a@example.test', 'b@example.test'] } });
  }
};

const withSampleData = async (theme: Theme): Promise<App> =>
  startApp({
    theme,
    prepare: async (client) => {
      await client.workspace.loadSampleData({});
      await nameWorkspace(client);
    },
  });

describe.each(THEMES)('in the %s theme', (theme) => {
  test('both steps of the first run', async () => {
    const host = await startWebHost(tempFolder());
    const { page } = await openTab(theme);
    await page.goto(host.startUrl.href);
    await page.getByRole('heading', { name: 'Set up your workspace' }).waitFor();

    expect(await violations(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('Northwind');
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Example');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('radiogroup', { name: 'Bring your data' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('the table of each object', async () => {
    const { page, visit } = await withSampleData(theme);
    const check = checker(page);
    // A few rows tell as much as many, and axe looks at each pixel of them.
    await page.setViewportSize({ width: 1440, height: 420 });
    for (const object of ['company', 'task', 'note', 'opportunity', 'person']) {
      await visit(`/o/${object}`);
      const asTable = page.getByRole('radio', { name: 'Table' });
      if ((await asTable.count()) > 0) await asTable.click();
      await page
        .getByRole('checkbox', { name: /^Select (?!all)/ })
        .first()
        .waitFor();
      await check(`table of ${object}`);
    }
    expect(check.found).toEqual({});
  });

  test('menus, dialogs, editors and filters of a table', async () => {
    const { page, visit } = await startApp({ theme, prepare: withThreePeople });
    const check = checker(page);
    await visit('/o/person');
    await page.getByRole('row', { name: 'Ada Amber' }).waitFor();
    const overlay = page.locator('[role="menu"], [role="dialog"]').first();
    for (const name of ['More actions', 'Add view', 'Actions of this view', 'Filter', 'Name', 'Display']) {
      await page.getByRole('region', { name: 'People' }).getByRole('button', { name, exact: true }).click();
      await overlay.waitFor();
      await check(`menu ${name}`);
      await page.keyboard.press('Escape');
      await overlay.waitFor({ state: 'detached' });
    }
    await page.getByRole('region', { name: 'People' }).getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    await page.getByRole('radio', { name: 'Text table (CSV)' }).click();
    await page.getByRole('combobox', { name: 'Cells are parted by' }).waitFor();
    await check('export dialog');
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'detached' });
    await page.getByRole('columnheader', { name: 'E-mail' }).click();
    await overlay.waitFor();
    await check('menu of a column');
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'detached' });

    for (const column of ['Company', 'E-mail', 'Phone', 'Lifecycle', 'Fit', 'Job title', 'Last touch']) {
      await (await cellAt(page, 'Ben Birch', column)).click();
      await page.keyboard.press('F2');
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') !== 'grid');
      await check(`editor of ${column}`);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
    }
    // A press on a name opens the record; keys edit it.
    await page.keyboard.press('Home');
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'First name' }).waitFor();
    await check('editor of Name');
    await page.keyboard.press('Escape');
    for (const field of ['Lifecycle', 'Company', 'Last touch', 'Fit', 'Opt-in']) {
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('combobox', { name: 'Find a field' }).fill(field);
      await page.getByRole('option', { name: field, exact: true }).click();
      await page.getByRole('dialog', { name: `Filter by ${field}` }).waitFor();
      await check(`filter by ${field}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: `Filter by ${field}` }).waitFor({ state: 'detached' });
    }
    while ((await page.getByRole('button', { name: /^Remove filter/ }).count()) > 0) {
      await page
        .getByRole('button', { name: /^Remove filter/ })
        .first()
        .click();
    }

    await page.getByRole('checkbox', { name: 'Select Ada Amber' }).click();
    await page.getByRole('toolbar', { name: 'Bulk actions' }).waitFor();
    await check('rows chosen');
    await page.getByRole('button', { name: 'Set field' }).click();
    await overlay.waitFor();
    await check('dialog of a field for many');
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'detached' });
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'New person' }).waitFor();
    await check('dialog of a new record');
    expect(check.found).toEqual({});
  });

  test('the board, a record, the palette, help', async () => {
    const { page, visit } = await withSampleData(theme);
    const check = checker(page);
    await visit('/o/opportunity');
    await page.getByRole('option').first().waitFor();
    await check('board');
    await page.getByRole('option').first().focus();
    await page.keyboard.press(' ');
    await page
      .getByRole('status')
      .getByText(/^Held in/)
      .waitFor();
    await check('board with a card lifted');
    await page.keyboard.press('Escape');
    await visit('/o/company');
    await page.getByRole('row').nth(2).getByRole('link').click();
    await page.getByRole('tab').first().waitFor();
    for (const name of await page.getByRole('tab').allTextContents()) {
      await page.getByRole('tab', { name }).click();
      await page.getByRole('tab', { name, selected: true }).waitFor();
      await check(`record, tab ${name}`);
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or run a command' }).waitFor();
    await check('palette');
    await page.keyboard.type('an');
    await page.getByRole('group', { name: 'Records' }).getByRole('option').first().waitFor();
    await check('palette with results');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await check('help');
    expect(check.found).toEqual({});
  });

  test('settings, trash, activity, an unknown address', async () => {
    const { page, client, visit } = await withSampleData(theme);
    const check = checker(page);
    await visit('/settings');
    await page.getByRole('tab').first().waitFor();
    for (const name of await page.getByRole('tab').allTextContents()) {
      await page.getByRole('tab', { name }).click();
      await page.getByRole('tab', { name, selected: true }).waitFor();
      await check(`settings, ${name}`);
    }
    await visit('/settings/data-model/person');
    await page.getByRole('tab', { name: 'Data model', selected: true }).waitFor();
    await page.getByText('Job title').first().waitFor();
    await check('data model of people');
    const { rows } = await client.records.window({ object: 'person', offset: 0, limit: 3 });
    await client.records.delete({ object: 'person', selection: { ids: rows.map(({ id }) => id) } });
    await visit('/trash');
    await page.getByRole('heading', { name: 'Trash', level: 1 }).waitFor();
    await page.getByRole('checkbox').first().waitFor();
    await check('trash');
    await visit('/jobs');
    await check('background work');
    await visit('/duplicates');
    await page.getByRole('button', { name: 'Look for duplicates' }).click();
    await page.getByRole('button', { name: 'Look again' }).waitFor();
    await check('duplicates');
    await visit('/activity');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await check('activity');
    await visit('/no/such/place');
    await page.getByText('There is nothing at this address').waitFor();
    await check('unknown address');
    expect(check.found).toEqual({});
  });

  test('members, roles, what another member sees, search, forecast', async () => {
    const { page, client, visit } = await withSampleData(theme);
    await client.members.add({ name: 'Bo Ek', role: 'guest' });
    const check = checker(page);
    await visit('/settings/members');
    await page.getByRole('button', { name: 'Add member' }).click();
    await page.getByRole('dialog').waitFor();
    await check('member form');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New role' }).click();
    await page.getByRole('combobox', { name: 'Records: People' }).click();
    await page.getByRole('option', { name: 'Those that match' }).click();
    await page.getByRole('group', { name: 'Which People' }).waitFor();
    await check('role form');
    await page.keyboard.press('Escape');
    await visit('/settings/pipelines/opportunity');
    await page.getByRole('tab', { name: 'Pipelines', selected: true }).waitFor();
    await check('pipelines of deals');
    await visit('/search?q=a');
    await page.getByRole('link').first().waitFor();
    await check('search results');
    await visit('/o/opportunity');
    await page.getByRole('radio', { name: 'Forecast' }).click();
    await page.getByRole('table').first().waitFor();
    await check('forecast');
    await visit('/settings/members');
    await page.getByRole('button', { name: 'View as' }).click();
    await page.getByText('You see what Bo Ek sees.').waitFor();
    await check('settings of a guest');
    await visit('/o/person');
    await page.getByRole('grid').waitFor();
    await check('people as a guest sees them');
    expect(check.found).toEqual({});
  });

  test('the steps of an import', async () => {
    const { page, visit } = await startApp({ theme, prepare: withThreePeople });
    const check = checker(page);
    await visit('/import');
    await page.getByRole('heading', { name: 'Import a file', level: 1 }).waitFor();
    await check('import, file');
    await page.getByLabel('File to import').setInputFiles(WITH_COMPANY);
    await page.getByText('3 rows checked, no problems').waitFor();
    await check('import, columns');
    await page.getByRole('button', { name: /^Field for Shirt size/ }).click();
    await page.getByRole('option').first().waitFor();
    await check('import, choice of a field');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'How the file is read' }).click();
    await check('import, reading options');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('table', { name: /^The first/ }).waitFor();
    await check('import, review');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'people-with-company.csv is imported' }).waitFor();
    await check('import, report');
    expect(check.found).toEqual({});
  });
});
