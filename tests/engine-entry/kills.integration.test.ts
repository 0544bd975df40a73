import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { exitOf, outpost, startOutpost } from '../helpers/built-product';
import { fillForKills, KILLED_OPERATIONS, lookAt } from '../helpers/kill-operations';
import { killDuring, openHost, runUndisturbed } from '../helpers/kill-trial';
import { numbersOf } from '../helpers/seeded-numbers';
import { tempFolder } from '../helpers/temp-folder';

const KILLS = process.env['OUTPOST_NIGHTLY'] === '1' ? 210 : 20;
/** Given again, the same moments are tried; how far an operation is by then the machine decides. */
const SEED = Number(process.env['OUTPOST_SEED'] ?? Date.now() % 1_000_000);
/** A little beyond the end, for what comes after the answer. */
const BEYOND = 1.1;
const AGAIN_WITHIN_MS = 400;
const TIMEOUT_MS = 120_000 + KILLS * 6000;

/** The operations, and the archive. */
const TRIALS = KILLED_OPERATIONS.length + 1;
const killsOf = (at: number): number => Math.floor(KILLS / TRIALS) + (at < KILLS % TRIALS ? 1 : 0);

const workspace = mkdtempSync(path.join(tmpdir(), 'outpost-test-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

let filling: Promise<void> | undefined;
/** Processes belong to a test, so the first one that runs fills the workspace. */
const fillOnce = (): Promise<void> =>
  (filling ??= openHost(workspace).then(async ({ client, host }) => {
    await fillForKills(client, workspace);
    await host.stop();
  }));

describe.each(KILLED_OPERATIONS.map((operation, at) => ({ operation, at })))('$operation.name', ({ operation, at }) => {
  const kills = killsOf(at);

  test(
    `cut short by ${kills} kills is whole or was never begun; nothing acknowledged is lost`,
    { timeout: TIMEOUT_MS },
    async () => {
      await fillOnce();
      const next = numbersOf(SEED + at);
      const { before, after, ms } = await runUndisturbed(workspace, operation);

      for (let n = 0; n < kills; n += 1) {
        const killAfterMs = ((n + next()) / kills) * ms * BEYOND;
        const killAgainAfterMs = next() < 1 / 3 ? next() * AGAIN_WITHIN_MS : undefined;
        const moment = { SEED, ms, killAfterMs, killAgainAfterMs };

        const { seen, ...found } = await killDuring(workspace, operation, { killAfterMs, killAgainAfterMs });

        const isUntouched = !found.isAcknowledged && isDeepStrictEqual(seen, before);
        expect({ moment, ...found }).toMatchObject({ moment, findings: [], kept: found.acknowledged });
        expect({ moment, seen }).toEqual({ moment, seen: isUntouched ? before : after });
      }
    },
  );
});

/** What people see of a workspace that a process has left, and what the doctor finds. */
const lookInto = async (folder: string) => {
  const { client, host } = await openHost(folder);
  const found = { seen: await lookAt(client), findings: (await client.workspace.doctor({})).findings };
  await host.stop();
  return found;
};

test(
  'an archive that is cut short while it is brought in is there whole or not at all',
  { timeout: TIMEOUT_MS },
  async () => {
    await fillOnce();
    const next = numbersOf(SEED + KILLED_OPERATIONS.length);
    const kills = killsOf(KILLED_OPERATIONS.length);
    const file = path.join(tempFolder(), 'whole.archive');
    await outpost('--workspace', workspace, 'export', '--archive', file);
    const empty = await lookInto(tempFolder());
    const whole = await lookInto(workspace);
    const undisturbed = tempFolder();
    const startedMs = performance.now();
    await outpost('--workspace', undisturbed, 'import', file);
    const ms = performance.now() - startedMs;
    expect(await lookInto(undisturbed)).toEqual(whole);

    for (let n = 0; n < kills; n += 1) {
      const killAfterMs = ((n + next()) / kills) * ms * BEYOND;
      const folder = tempFolder();

      const child = startOutpost('--workspace', folder, 'import', file);
      await later(killAfterMs);
      const isAcknowledged = child.exitCode !== null;
      child.kill('SIGKILL');
      await exitOf(child);
      const found = await lookInto(folder);

      const isUntouched = !isAcknowledged && isDeepStrictEqual(found, empty);
      const moment = { SEED, ms, killAfterMs };
      expect({ moment, ...found }).toEqual({ moment, ...(isUntouched ? empty : whole) });
    }
  },
);
