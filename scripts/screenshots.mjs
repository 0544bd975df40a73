// npm run screenshots: the main screens with sample data, in both themes, into docs/screenshots.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBuild } from './ensure-build.mjs';
import { findNode, root } from './find-node.mjs';

const entries = process.env.OUTPOST_ENTRIES ?? path.join(root, 'out/main');
if (process.env.OUTPOST_ENTRIES === undefined) ensureBuild();
const folder = path.join(root, 'docs/screenshots');
const workspace = mkdtempSync(path.join(tmpdir(), 'outpost-screenshots-'));
mkdirSync(folder, { recursive: true });

const host = spawn(findNode(), [path.join(entries, 'web.js'), '--workspace', workspace, '--print-url'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const startUrl = await new Promise((resolve, reject) => {
  host.stdout.once('data', (chunk) => resolve(new URL(String(chunk).trim())));
  host.once('exit', () => reject(new Error('The web host did not start')));
});
const executablePath = [process.env.OUTPOST_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (each) => each && existsSync(each),
);
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--force-color-profile=srgb',
    '--font-render-hinting=none',
  ],
});

const setUp = async (page) => {
  await page.goto(startUrl.href);
  await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('Northwind Trading');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Mara Lindqvist');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: 'Look around with sample data' }).click();
  await page.getByRole('button', { name: 'Load sample data' }).click();
  await page
    .getByRole('checkbox', { name: /^Select (?!all)/ })
    .first()
    .waitFor();
};

const visit = async (page, place) => {
  await page.goto(`${startUrl.origin}/#${place}`);
  await page.getByRole('navigation', { name: 'Records' }).waitFor();
};

/** Each brings its page to what is to be seen. */
const SCREENS = {
  people: async (page) => {
    await visit(page, '/o/person');
    await page
      .getByRole('checkbox', { name: /^Select (?!all)/ })
      .first()
      .waitFor();
  },
  board: async (page) => {
    await visit(page, '/o/opportunity');
    await page.getByRole('option').first().waitFor();
  },
  record: async (page) => {
    await visit(page, '/o/person');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or run a command' }).fill('grace choi');
    await page.getByRole('option', { name: /^Grace Choi/ }).click();
    await page.getByRole('tabpanel').waitFor();
    await page.getByText('Loading').waitFor({ state: 'detached' });
  },
  palette: async (page) => {
    await visit(page, '/o/person');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or run a command' }).fill('ada');
    await page.getByRole('group', { name: 'Records' }).getByRole('option').first().waitFor();
  },
  import: async (page) => {
    await visit(page, '/import');
    await page
      .getByLabel('File to import')
      .setInputFiles(path.join(root, 'tests/fixtures/exchange/people-legislators.csv'));
    await page.getByText(/rows checked/).waitFor();
  },
  export: async (page) => {
    await SCREENS.people(page);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    await page.getByRole('dialog').waitFor();
  },
  history: async (page) => {
    await visit(page, '/activity');
    await page.getByRole('button', { name: 'Export' }).waitFor();
  },
  settings: async (page) => {
    await visit(page, '/settings/data-model/person');
    await page.getByText('Job title').first().waitFor();
  },
};

try {
  const session = await browser.newContext();
  await setUp(await session.newPage());
  const cookies = await session.cookies();
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
      colorScheme,
      reducedMotion: 'reduce',
    });
    await context.addCookies(cookies);
    for (const [name, show] of Object.entries(SCREENS)) {
      const page = await context.newPage();
      await show(page);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
      console.log(`docs/screenshots/${name}-${colorScheme}.png`);
      await page.close();
    }
  }
} finally {
  await browser.close();
  host.kill();
  await new Promise((resolve) => (host.exitCode === null ? host.once('exit', resolve) : resolve(undefined)));
  rmSync(workspace, { recursive: true, force: true });
}
