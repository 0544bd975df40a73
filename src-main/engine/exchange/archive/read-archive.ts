import { createHash } from 'node:crypto';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { isMissing } from '@shared/errors/system-code';
import yauzl from 'yauzl';
import { isNestedDeeper } from '../formats/json-depth';
import { ARCHIVE_VERSION, Line, MANIFEST, Manifest } from './archive-format';

const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
/** Longer than any record or change can be: texts, lists and documents have bounds of their own. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;
/** Deeper than any value, filter or document is. */
const MAX_DEPTH = 600;
const NEWLINE = 10;

/** An archive that was opened: whole as far as its directory says, of a version that can be read. */
export interface Archive {
  readonly manifest: Manifest;
  /** The lines of a file, numbered from 1. Errors: `invalid_input` with `file` and `line`. */
  readonly lines: (name: string) => AsyncIterable<{ readonly line: Line; readonly n: number }>;
  /** A file's content. Errors: `invalid_input` with `file`. */
  readonly content: (name: string) => AsyncIterable<Buffer>;
  /** What its directory says of a file, which reading it proves; undefined where there is none. */
  readonly sizeOf: (name: string) => number | undefined;
  /** Of all files, unpacked. */
  readonly sizeBytes: number;
  readonly close: () => void;
}

/** What is wrong with a file of the archive. */
export const badEntry = (file: string, cause?: unknown): AppError =>
  new AppError('invalid_input', msg`${file} in the archive is damaged or missing.`, { file }, { cause });

/** What is wrong with a line of a file. */
export const badLine = (file: string, line: number, cause: unknown): AppError => {
  const why = cause instanceof Error ? cause.message.slice(0, 300) : '';
  return new AppError('invalid_input', msg`${file}, line ${line} cannot be read: ${why}`, { file, line }, { cause });
};

const notWhole = (path: string, cause: unknown): AppError =>
  new AppError(
    'invalid_input',
    msg`${path} is not a whole archive: it was cut short, or is another kind of file.`,
    { path, reason: 'not_an_archive' },
    { cause },
  );

const openZip = async (path: string, called: string): Promise<yauzl.ZipFile> => {
  try {
    return await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
  } catch (cause) {
    throw isMissing(cause)
      ? new AppError('not_found', msg`There is no file ${called}`, { path })
      : notWhole(called, cause);
  }
};

const parseManifest = (text: string): Manifest => {
  const head: unknown = JSON.parse(text);
  const { data } = Manifest.pick({ format: true, version: true }).safeParse(head);
  if (data && data.version > ARCHIVE_VERSION)
    throw new AppError('version_too_new', msg`This archive was made by a newer Outpost. Update Outpost to read it.`, {
      version: data.version,
      supported: ARCHIVE_VERSION,
    });
  return Manifest.parse(head);
};

const listEntries = async (zip: yauzl.ZipFile): Promise<ReadonlyMap<string, yauzl.Entry>> => {
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) {
    // Two programs would read two different archives.
    if (entries.has(entry.fileName)) throw new Error(`${entry.fileName} is there twice`);
    entries.set(entry.fileName, entry);
  }
  return entries;
};

const parseLine = (file: string, n: number, text: string): Line => {
  try {
    if (isNestedDeeper(text, MAX_DEPTH)) throw new Error(`nested more than ${MAX_DEPTH} deep`);
    return Line.parse(JSON.parse(text));
  } catch (cause) {
    throw badLine(file, n, cause);
  }
};

/** Splits bytes at line feeds: never inside a character of UTF-8. Errors: `invalid_input` for a line longer than there can be. */
async function* splitLines(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let n = 1;
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString('utf8');
      rest = [];
      restBytes = 0;
      n += 1;
      from = at + 1;
    }
    if (from === chunk.length) continue;
    rest.push(chunk.subarray(from));
    restBytes += chunk.length - from;
    if (restBytes > MAX_LINE_BYTES) throw badLine(name, n, new Error(`longer than ${MAX_LINE_BYTES} bytes`));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8');
}

const readAll = async (bytes: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

/**
 * Opens an archive, which errors name as it is `called`. Errors: `not_found`; `invalid_input` for what is no archive or was cut short; `version_too_new`.
 */
export const openArchive = async (path: string, called = path): Promise<Archive> => {
  const zip = await openZip(path, called);
  try {
    const entries = await listEntries(zip);
    async function* content(name: string): AsyncGenerator<Buffer> {
      const entry = entries.get(name);
      if (!entry) throw badEntry(name);
      try {
        const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
        yield* stream;
      } catch (cause) {
        throw cause instanceof AppError ? cause : badEntry(name, cause);
      }
    }
    const head = entries.get(MANIFEST);
    if (!head || head.uncompressedSize > MAX_MANIFEST_BYTES) throw new Error('No manifest');
    const manifest = parseManifest(await readAll(content(MANIFEST)));
    async function* lines(name: string): AsyncGenerator<{ readonly line: Line; readonly n: number }> {
      const wanted = manifest.lines.find((entry) => entry.name === name);
      if (!wanted) throw badEntry(name);
      const hash = createHash('sha256');
      async function* hashed(): AsyncGenerator<Buffer> {
        for await (const chunk of content(name)) {
          hash.update(chunk);
          yield chunk;
        }
      }
      let n = 0;
      for await (const text of splitLines(name, hashed())) {
        n += 1;
        if (n > wanted.lines) throw badEntry(name);
        yield { n, line: parseLine(name, n, text) };
      }
      if (n !== wanted.lines || hash.digest('hex') !== wanted.sha256) throw badEntry(name);
    }
    if (new Set(manifest.lines.map(({ name }) => name)).size < manifest.lines.length)
      throw new Error('The manifest names a file twice');
    return {
      manifest,
      lines,
      content,
      sizeOf: (name) => entries.get(name)?.uncompressedSize,
      sizeBytes: [...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0),
      close: () => zip.close(),
    };
  } catch (cause) {
    zip.close();
    throw cause instanceof AppError && cause.code === 'version_too_new' ? cause : notWhole(called, cause);
  }
};
