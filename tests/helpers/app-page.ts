import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { EngineClient } from '@shared/contract';
import { launchBrowser } from './browser';
import { startWebHost, type WebHost } from './built-product';
import { tempFolder } from './temp-folder';
import { type BrowserLine, connectToWebHost } from './web-host-client';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Tab {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors that the page threw or wrote to the console, and policy violations. */
  readonly problems: readonly string[];
}

/** A browser window of its own; what it complains of is an error of the test, unless it may. */
export const openTab = async (theme: Theme = 'light', mayComplain = false): Promise<Tab> => {
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: theme,
    reducedMotion: 'reduce',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  onTestFinished(async () => {
    await browser.close();
    if (!mayComplain) expect(problems).toEqual([]);
  });
  return { page, context, problems };
};

export interface App extends Tab {
  readonly host: WebHost;
  /** The engine behind the page, as another window would speak with it. */
  readonly line: BrowserLine;
  readonly client: EngineClient;
  /** Goes to a place such as "/o/person" and waits until the shell is there. */
  readonly visit: (place: string) => Promise<void>;
}

interface AppOptions {
  readonly theme?: Theme;
  readonly workspace?: string;
  readonly mayComplain?: boolean;
  /** Fills the workspace before the page opens. */
  readonly prepare?: (client: EngineClient) => Promise<void>;
}

/** Lets a page take part in a session that a test has opened. */
export const shareSession = async ({ context }: Pick<Tab, 'context'>, { cookie }: BrowserLine): Promise<void> => {
  const [name = '', value = ''] = cookie.split('=', 2);
  await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/', httpOnly: true, sameSite: 'Strict' }]);
};

export const nameWorkspace = async (client: EngineClient): Promise<void> => {
  await client.workspace.update({ name: 'Northwind', ownerName: 'Ada Example' });
};

/** Starts the built web host and a browser that is signed in to it. */
export const startApp = async (options: AppOptions = {}): Promise<App> => {
  const host = await startWebHost(options.workspace ?? tempFolder());
  const line = await connectToWebHost(host);
  onTestFinished(() => line.socket.terminate());
  await options.prepare?.(line.client);
  const tab = await openTab(options.theme, options.mayComplain);
  await shareSession(tab, line);
  return { ...tab, host, line, client: line.client, visit: (place) => visit(tab.page, line.port, place) };
};

/** Goes to a place such as "/o/person" and waits until the shell is there. */
export const visit = async (page: Page, port: number, place: string): Promise<void> => {
  await page.goto(`http://127.0.0.1:${port}/#${place}`);
  await page.getByRole('navigation', { name: 'Records' }).waitFor();
};

/** A cell by the name of its row and the name of its column. */
export const cellAt = async (page: Page, row: string | RegExp, column: string): Promise<Locator> => {
  // The first header holds the box that selects all rows, too.
  const header = page.getByRole('columnheader', { name: new RegExp(`^(Select all )?${column}$`) });
  const at = await header.getAttribute('aria-colindex');
  return page.getByRole('row', { name: row }).locator(`[aria-colindex="${at}"]`);
};

/** The cell that the keys act on, as assistive technology is told. */
export const activeCell = async (page: Page): Promise<{ readonly text: string; readonly column: string }> =>
  page.getByRole('grid').evaluate((grid) => {
    const cell = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
    const at = cell?.getAttribute('aria-colindex') ?? '';
    const header = grid.querySelector(`[role="columnheader"][aria-colindex="${at}"]`);
    return { text: cell?.textContent.trim() ?? '', column: header?.textContent.trim() ?? '' };
  });

/** What has the focus, by role and accessible text. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? '';
  });
