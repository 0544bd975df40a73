import { once } from 'node:events';
import { createServer } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterEach, expect, test, vi } from 'vitest';
import type { EngineClient } from '@shared/contract';
import type { RecordWindow } from '@shared/domain/query';
import { cellAt, nameWorkspace, openTab, shareSession, startApp, visit } from '../helpers/app-page';
import { outpostJson, startWebHost } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';
import { connectToWebHost } from '../helpers/web-host-client';

const NUMBERED = Array.from({ length: 20 }, (_, n) => `Person ${String(n).padStart(2, '0')}`);

const withNumbered = async (client: EngineClient): Promise<void> => {
  await nameWorkspace(client);
  for (const title of NUMBERED) {
    const [first = '', last = ''] = title.split(' ');
    await client.records.create({ object: 'person', values: { name: { first, last }, jobTitle: 'none' } });
  }
};

const BY_NAME: RecordWindow['sort'] = [{ field: 'name', direction: 'asc', nulls: 'last' }];

const jobTitles = async (client: EngineClient): Promise<readonly unknown[]> => {
  const of = { object: 'person', fields: ['jobTitle'], sort: BY_NAME, offset: 0, limit: 100 };
  return (await client.records.window(of)).rows.map((row) => row['jobTitle']);
};

/** Types into the job title of one row after the other, as a person does. */
const editDownwards = async (page: Page, text: string): Promise<void> => {
  await (await cellAt(page, 'Person 00', 'Job title')).click();
  for (const n of NUMBERED.keys()) {
    await page.keyboard.type(`${text} ${n}`);
    await page.keyboard.press('Enter');
  }
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test('kill -9 while a person edits: all that was acknowledged is there again, and doctor is content', async () => {
  const workspace = tempFolder();
  const { page, host, client, visit } = await startApp({ workspace, mayComplain: true, prepare: withNumbered });
  await visit('/o/person');
  await page.getByRole('row', { name: 'Person 00' }).waitFor();
  let acknowledged: readonly unknown[] = [];
  const watch = async (): Promise<void> => {
    for (;;) acknowledged = await jobTitles(client);
  };
  const watching = watch().catch(() => undefined);

  const typing = editDownwards(page, 'Job').catch(() => undefined);
  await expect.poll(() => acknowledged.filter((job) => job !== 'none').length, { interval: 5 }).toBeGreaterThan(7);
  await host.kill();
  await watching;
  await page.getByText('Reconnecting…').first().waitFor();
  await typing;

  expect(await outpostJson('--workspace', workspace, 'doctor')).toMatchObject({ ok: true, findings: [] });
  const again = await connectToWebHost(await startWebHost(workspace));
  const stored = await jobTitles(again.client);
  expect(stored.filter((job) => job !== 'none').length).toBeGreaterThan(7);
  expect(stored).toMatchObject(acknowledged.map((job, at) => (job === 'none' ? stored[at] : job)));
  const tab = await openTab();
  await shareSession(tab, again);
  await visitIn(tab.page, again.port);
  expect(await (await cellAt(tab.page, 'Person 00', 'Job title')).textContent()).toBe('Job 0');
});

const visitIn = async (page: Page, port: number): Promise<void> => {
  await visit(page, port, '/o/person');
  await page.getByRole('row', { name: 'Person 00' }).waitFor();
};

test('an engine that crashes is said in one line and works again without a reload', async () => {
  const preload = pathToFileURL(path.join(import.meta.dirname, '../helpers/crash-engine.mjs')).href;
  vi.stubEnv('NODE_OPTIONS', `--import=${preload}`);
  const { page, host, line } = await startApp({ mayComplain: true, prepare: withNumbered });
  await visitIn(page, line.port);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const banner = page.getByText('Everything you saved is safe on this device.');
  const shown = banner.waitFor();

  host.process.kill('SIGUSR2');
  await shown;
  await banner.waitFor({ state: 'detached' });

  const cell = await cellAt(page, 'Person 03', 'Job title');
  await cell.click();
  await page.keyboard.type('Still here');
  await page.keyboard.press('Enter');
  await expect.poll(() => cell.textContent()).toBe('Still here');
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  expect(host.said()).toContain('The engine runs again.');
});

test('two tabs see each other work', async () => {
  const { page, line, client } = await startApp({ prepare: withNumbered });
  const other = await openTab();
  await shareSession(other, line);
  await visitIn(page, line.port);
  await visitIn(other.page, line.port);

  await (await cellAt(page, 'Person 05', 'Job title')).click();
  await page.keyboard.type('Seen by both');
  await page.keyboard.press('Enter');
  const theirs = await cellAt(other.page, 'Person 05', 'Job title');
  await expect.poll(() => theirs.textContent()).toBe('Seen by both');
  await other.page.getByRole('checkbox', { name: 'Select Person 06' }).click();
  await other.page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('row', { name: 'Person 06' }).waitFor({ state: 'detached' });
  await client.records.create({ object: 'person', values: { name: { first: 'Aaron', last: 'Aa' } } });
  await page.getByRole('row', { name: 'Aaron Aa' }).waitFor();
  await other.page.getByRole('row', { name: 'Aaron Aa' }).waitFor();
});

/** The rows of the grid that are in view, from top to bottom, all read in one moment. */
const visibleRows = (page: Page): Promise<readonly { readonly index: number; readonly text: string }[]> =>
  page.getByRole('grid').evaluate((grid) => {
    const view = grid.getBoundingClientRect();
    return [...grid.querySelectorAll('[role="row"]')]
      .filter((row) => row.querySelector('[role="rowheader"]') !== null)
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= view.top && bottom <= view.bottom;
      })
      .map((row) => ({ index: Number(row.getAttribute('aria-rowindex')) - 2, text: row.textContent }))
      .toSorted((one, other) => one.index - other.index);
  });

test('a sorted and filtered table of 20,000 rows shows the right rows at any position', async () => {
  const workspace = tempFolder();
  const file = path.join(tempFolder(), 'people.csv');
  const lines = Array.from({ length: 20_000 }, (_, n) => {
    const mixed = (n * 7919) % 20_000;
    return `First${n},Last${String(mixed).padStart(5, '0')},p${mixed}@example.test,${n % 2 === 0 ? 'Buyer' : 'Seller'}`;
  });
  await writeFile(file, `First name,Last name,Email,Job title\n${lines.join('\n')}\n`);
  await outpostJson('--workspace', workspace, 'import', file, '--object', 'person');
  const { page, line, client } = await startApp({ workspace, prepare: nameWorkspace });
  await visit(page, line.port, '/o/person');
  await page.getByRole('row', { name: /Last/ }).first().waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('Job t');
  await page.getByRole('option', { name: 'Job title' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Filter by Job title' }).getByRole('textbox', { name: 'Value' }).fill('buyer');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'All people 10,000' }).waitFor();
  await page.getByRole('columnheader', { name: 'E-mail' }).click();
  await page.getByRole('menuitem', { name: /descending|Z.*A/i }).click();
  await page.getByRole('columnheader', { name: 'E-mail' }).and(page.locator('[aria-sort="descending"]')).waitFor();

  const grid = page.getByRole('grid');
  const scroller = grid.evaluateHandle((element) =>
    [element, ...element.querySelectorAll('*')].find((each) => each.scrollHeight > each.clientHeight * 5),
  );
  const filter = { field: 'jobTitle', op: 'contains' as const, value: 'buyer' };
  const sort = [{ field: 'emails', direction: 'desc' as const, nulls: 'last' as const }];
  for (const share of [0.5, 0.013, 0.999, 0.37, 1, 0]) {
    await (
      await scroller
    ).evaluate((element, to) => {
      if (element) element.scrollTop = (element.scrollHeight - element.clientHeight) * to;
    }, share);
    const wrongRows = async (): Promise<readonly string[]> => {
      const seen = await visibleRows(page);
      const [first] = seen;
      if (!first || seen.length < 15) return ['too few rows'];
      if (Math.abs(first.index - share * (10_000 - seen.length)) > 40) return [`row ${first.index} comes first`];
      const window = { object: 'person', filter, sort, fields: ['emails'], offset: first.index, limit: seen.length };
      const { rows } = await client.records.window(window);
      return seen.flatMap(({ text }, at) => {
        const emails = rows[at]?.['emails'];
        return Array.isArray(emails) && text.includes(String(emails[0])) ? [] : [text];
      });
    };
    await expect.poll(wrongRows).toEqual([]);
  }
});

const HOSTILE = [
  '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>',
  `'); DROP TABLE records; --`,
  '" onmouseover="window.hacked=1" x="',
  '${7*7}{{7*7}}<%= 7*7 %>',
  'عميل مهم ‮gnp.exe',
  '👩‍👩‍👧‍👦 Zoë 🏳️‍🌈',
  '=HYPERLINK("http://example.test";"x")',
  'x'.repeat(9_990),
] as const;

test('hostile values are text wherever they are shown', async () => {
  const { page, line } = await startApp({
    prepare: async (client) => {
      await nameWorkspace(client);
      for (const [n, text] of HOSTILE.entries()) {
        const company = await client.records.create({ object: 'company', values: { name: `${n} ${text}` } });
        const values = { name: `${n} ${text}`, nextStep: text, stage: 'qualified', company: company.row.id };
        const deal = await client.records.create({ object: 'opportunity', values });
        const target = { object: 'opportunity', id: deal.row.id };
        await client.records.create({ object: 'note', values: { title: text.slice(0, 200), body: text, target } });
      }
    },
  });
  for (const place of ['/o/company', '/o/opportunity', '/o/note']) {
    await visit(page, line.port, place);
    for (const text of HOSTILE.slice(0, 3)) await page.getByText(text).first().waitFor();
  }
  await visit(page, line.port, '/o/company');
  await page
    .getByRole('row', { name: /^Select 0 / })
    .getByRole('link')
    .click();
  await page.getByRole('heading', { level: 1 }).getByText(HOSTILE[0]).waitFor();
  for (const name of await page.getByRole('tab').allTextContents()) {
    await page.getByRole('tab', { name: name.trim() }).first().click();
    await page.getByRole('tabpanel').first().waitFor();
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('onerror');
  await page.getByRole('option').getByText(HOSTILE[0]).first().waitFor();

  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};

test.each([true, false])(
  'a page whose session is no longer good says how to come back (named: %s)',
  async (isNamed) => {
    const workspace = tempFolder();
    const port = String(await freePort());
    const first = await startWebHost(workspace, '--port', port);
    const line = await connectToWebHost(first);
    if (isNamed) await nameWorkspace(line.client);
    const tab = await openTab('light', true);
    await shareSession(tab, line);
    await tab.page.goto(first.startUrl.origin);
    const heading = tab.page.getByRole('heading', { name: isNamed ? 'People' : 'Set up your workspace', level: 1 });
    await heading.waitFor();
    await first.stop();
    const second = await startWebHost(workspace, '--port', port);

    await tab.page.getByText('This browser is not signed in.').waitFor();
    const stranger = await openTab('light', true);
    const answer = await stranger.page.goto(second.startUrl.origin);
    expect(answer?.status()).toBe(401);
    await stranger.page.getByText('Open the link that Outpost printed').waitFor();
    await tab.page.goto(second.startUrl.href);
    await heading.waitFor();
    expect(await tab.page.getByText('This browser is not signed in.').count()).toBe(0);
  },
);
