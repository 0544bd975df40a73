import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { tempFolder } from '../../helpers/temp-folder';
import { testClock, testEngine, type TestEngine } from '../../helpers/test-engine';
import { fillWholeWorkspace } from '../../helpers/whole-workspace';

export const importDeps = (goOn: (read: number) => void = () => undefined) => ({
  clock: testClock(),
  random: { bytes: (length: number) => randomBytes(length) },
  goOn,
});

/** Exports a workspace into a file of its own. */
export const exportTo = async ({ client, engine }: TestEngine): Promise<string> => {
  const { file } = await client.exchange.exportArchive({});
  const target = path.join(tempFolder(), 'whole.archive');
  fs.copyFileSync(path.join(engine.stagingDir, file), target);
  return target;
};

/** A workspace with everything, and its archive. */
export const whole = async (seed = 1) => {
  const source = await testEngine();
  await fillWholeWorkspace(source, { seed, sites: 12 });
  return { source, archive: await exportTo(source) };
};

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The same archive with one entry written otherwise, and with the hashes that then are right. `more` are entries beside those. */
export const rewrite = async (
  file: string,
  name: string,
  change: (text: string) => string,
  more: readonly string[] = [],
): Promise<string> => {
  const target = path.join(tempFolder(), 'changed.archive');
  const from = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false });
  const to = new yazl.ZipFile();
  const hashes = new Map<string, string>();
  // The manifest comes last.
  for await (const entry of from.eachEntry()) {
    const bytes = await buffer(await from.openReadStreamPromise(entry));
    const changed = entry.fileName === name ? Buffer.from(change(bytes.toString())) : bytes;
    hashes.set(sha256(bytes), sha256(changed));
    const text = entry.fileName === 'manifest.json' ? changed.toString() : '';
    to.addBuffer(
      text === '' ? changed : Buffer.from(text.replace(/[0-9a-f]{64}/g, (hash) => hashes.get(hash) ?? hash)),
      entry.fileName,
    );
  }
  for (const each of more) to.addBuffer(Buffer.from('more'), each);
  from.close();
  to.end();
  fs.writeFileSync(target, await buffer(to.outputStream));
  return target;
};
