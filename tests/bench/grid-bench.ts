import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { connectEngine } from '../../src-main/engine-entry/engine-client';
import { startEngineThread } from '../../src-main/engine-entry/start-engine-thread';
import { launchBrowser } from '../helpers/browser';
import { type BenchRow, timedRow } from './budget';
import type { BenchOptions } from './bench-case';
import { writeCompanies, writePeople } from './csv-files';
import { importFile } from './import-file';
import { summarize } from './measure';

/** What was seen while the grid moved, in milliseconds. */
interface Motion {
  readonly frames: readonly number[];
  /** Longest time in which one and the same row of the list was in view without its data. */
  readonly longestBlankMs: number;
  /** Work of the page's main thread per frame; unlike the length of frames it does not depend on what else the machine does. */
  readonly workPerFrameMs: number;
}

type Gesture = 'drag' | 'wheel';

/** Runs in the page: moves the list as a hand does, and looks at every frame. */
const moveGrid = async (gesture: Gesture): Promise<{ frames: number[]; longestBlankMs: number }> => {
  const grid = document.querySelector('[role="grid"]');
  if (!grid || grid.scrollHeight < grid.clientHeight * 5) throw new Error('There is no grid that scrolls');
  const range = grid.scrollHeight - grid.clientHeight;
  const frames: number[] = [];
  const view = grid.getBoundingClientRect();
  const blankSince = new Map<string, number>();
  let longestBlankMs = 0;
  let last = performance.now();
  const look = async (): Promise<void> => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    frames.push(now - last);
    last = now;
    const blank = new Set<string>();
    for (const row of grid.querySelectorAll('[role="row"][aria-busy="true"]')) {
      // Rows near the view are made ready too, and the active one stays in the page wherever it is.
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom <= view.top || top >= view.bottom) continue;
      const index = row.getAttribute('aria-rowindex') ?? '';
      blank.add(index);
      if (!blankSince.has(index)) blankSince.set(index, now);
    }
    for (const [index, sinceMs] of blankSince) {
      longestBlankMs = Math.max(longestBlankMs, now - sinceMs);
      if (!blank.has(index)) blankSince.delete(index);
    }
  };
  const steps = 300;
  for (let step = 1; step <= steps; step += 1) {
    if (gesture === 'drag') grid.scrollTop = range * (step / steps) ** 1.5;
    else {
      const wheel = new WheelEvent('wheel', { deltaY: 60, bubbles: true, cancelable: true });
      // A synthetic wheel scrolls only lists that answer it themselves; the browser scrolls the others.
      if (grid.dispatchEvent(wheel)) grid.scrollTop += 60;
    }
    await look();
    // A hand rests now and then, and looks: then the rows must come.
    if (step % 60 === 0) for (let rest = 0; rest < 20; rest += 1) await look();
  }
  return { frames: frames.slice(1), longestBlankMs };
};

const measureMotion = async (page: Page, gesture: Gesture): Promise<Motion> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const workMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const before = await workMs();
  const seen = await page.evaluate(moveGrid, gesture);
  const after = await workMs();
  await session.detach();
  return { ...seen, workPerFrameMs: (after - before) / seen.frames.length };
};

const startHost = async (
  options: BenchOptions,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> => {
  const host = spawn(
    process.execPath,
    [path.join(options.entriesDir, 'web.js'), '--workspace', path.join(options.folder, 'workspace'), '--print-url'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    host.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    host.once('exit', () => reject(new Error('The web host ended')));
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        host.once('exit', () => resolve());
        host.kill('SIGTERM');
      }),
  };
};

const firstPaint = async (page: Page, url: string): Promise<number> => {
  const start = performance.now();
  await page.goto(url);
  await page.locator('[role="row"][aria-rowindex="3"]:not([aria-busy]) [role="rowheader"]').waitFor();
  return performance.now() - start;
};

const KEYS = 40;

/** Keystroke to the frame that shows it, in a cell that is being edited. */
const keystrokes = async (page: Page): Promise<number[]> => {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { benchKeys: seen });
    document.addEventListener(
      'keydown',
      () => {
        const at = performance.now();
        requestAnimationFrame(() => setTimeout(() => seen.push(performance.now() - at)));
      },
      true,
    );
  });
  const column = await page.getByRole('columnheader', { name: 'Job title' }).getAttribute('aria-colindex');
  await page.locator(`[role="row"][aria-rowindex="3"] [aria-colindex="${column}"]`).click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+a');
  for (let i = 0; i < KEYS; i += 1) {
    await page.keyboard.press('x');
    await page.waitForTimeout(30);
  }
  const typed = await page.locator('[role="grid"] input').inputValue();
  if (typed !== 'x'.repeat(KEYS)) throw new Error(`The cell shows ${typed.length} of ${KEYS} letters`);
  await page.keyboard.press('Escape');
  const seen = await page.evaluate(() =>
    'benchKeys' in window && Array.isArray(window.benchKeys) ? window.benchKeys.map(Number) : [],
  );
  return seen.slice(-KEYS - 1, -1);
};

const once = (ms: number) => ({ p50Ms: ms, p95Ms: ms });

const motionRows = (name: string, { frames, longestBlankMs, workPerFrameMs }: Motion): BenchRow[] => [
  timedRow(`grid: frame, ${name}`, { p95Ms: 20 }, summarize(frames), null, `${frames.length} frames`),
  timedRow(`grid: main thread per frame, ${name}`, { p50Ms: 16.7 }, once(workPerFrameMs), null),
  timedRow(`grid: longest blank row, ${name}`, { p50Ms: 100 }, once(longestBlankMs), null),
];

/** Measures the people table in Chromium through the web host. */
export const benchGrid = async (options: BenchOptions): Promise<readonly BenchRow[]> => {
  const { folder, people, companies, say } = options;
  say(`Importing ${people} people`);
  await writeCompanies(path.join(folder, 'companies.csv'), companies);
  await writePeople(path.join(folder, 'people.csv'), people, companies);
  const start = { workspaceDir: path.join(folder, 'workspace'), appVersion: 'bench', hasReaders: true };
  const engine = await startEngineThread(options.entriesDir, start);
  const line = connectEngine(engine);
  await line.client.workspace.update({ name: 'Bench', ownerName: 'Bench' });
  await importFile(line.client, engine.stagingDir, path.join(folder, 'companies.csv'), 'company');
  await importFile(line.client, engine.stagingDir, path.join(folder, 'people.csv'), 'person');
  line.close();
  await engine.close();

  const host = await startHost(options);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    say('Opening the table');
    await page.goto(host.url);
    await page.getByRole('navigation').first().waitFor();
    const origin = new URL(host.url).origin;
    const toTop = () => page.evaluate(() => document.querySelector('[role="grid"]')?.scrollTo({ top: 0 }));
    await firstPaint(page, `${origin}/#/o/person`);
    const paints: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      await page.goto(`${origin}/#/settings`);
      paints.push(await firstPaint(page, `${origin}/#/o/person`));
    }
    say('Dragging the scrollbar');
    await measureMotion(page, 'drag'); // reads the order once
    await toTop();
    const drag = await measureMotion(page, 'drag');
    say('Turning the wheel');
    await toTop();
    const wheel = await measureMotion(page, 'wheel');
    say('Typing');
    await page.goto(`${origin}/#/settings`);
    await firstPaint(page, `${origin}/#/o/person`);
    const keys = await keystrokes(page);
    return [
      ...motionRows('scrollbar drag', drag),
      ...motionRows('wheel', wheel),
      timedRow('keystroke to paint in a cell', { p95Ms: 50 }, summarize(keys), null),
      timedRow('view to first paint', { p50Ms: 300 }, summarize(paints), null),
    ];
  } finally {
    await browser.close();
    await host.stop();
  }
};
