import fs, { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Brings to disk what was written to a file. */
export const flushFile = async (file: string): Promise<void> => {
  // Windows flushes nothing that was opened to be read only.
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Brings to disk what was renamed or removed in a folder. A folder cannot be opened on Windows, where the rename itself is written through. */
export const flushFolder = (folder: string): void => {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
};

/** Has a file written beside its place, which it takes once it is whole and on disk; nothing is left of one that was cut short. */
const putWhole = async (file: string, write: (part: string) => Promise<void>): Promise<void> => {
  const part = `${file}.part`;
  try {
    await write(part);
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw cause;
  }
};

/** Writes a text under a name that it only gets whole and on disk; until then the file that was there is. */
export const writeWhole = (file: string, text: string): Promise<void> =>
  putWhole(file, async (part) => {
    const handle = await open(part, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });

/** Copies a file to a name that it only gets whole and on disk, in a folder that is made where it is missing. */
export const copyWhole = async (from: string, to: string, signal?: AbortSignal): Promise<void> => {
  await mkdir(path.dirname(to), { recursive: true });
  await putWhole(to, (part) =>
    pipeline(createReadStream(from), createWriteStream(part, { flush: true }), signal ? { signal } : {}),
  );
};
