import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

const flush = async (file: string, flags: 'r' | 'r+'): Promise<void> => {
  const handle = await open(file, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Brings to disk what was written to a file. */
export const flushFile = (file: string): Promise<void> =>
  // Windows flushes nothing that was opened to be read only.
  flush(file, 'r+');

/** Brings to disk what was renamed or removed in a folder. */
export const flushFolder = async (folder: string): Promise<void> => {
  // A folder cannot be opened on Windows, where the rename itself is written through.
  if (process.platform !== 'win32') await flush(folder, 'r');
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
export const writeWhole = (file: string, text: string, mode = 0o666): Promise<void> =>
  putWhole(file, async (part) => {
    const handle = await open(part, 'w', mode);
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
