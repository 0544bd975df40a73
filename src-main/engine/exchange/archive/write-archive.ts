import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { msg } from '@lingui/core/macro';
import { AttachmentId } from '@shared/domain/ids';
import { toSchemaDocument } from '@shared/domain/schema-document';
import { AppError } from '@shared/errors/app-error';
import yazl from 'yazl';
import { nextTurn } from '../../kernel/next-turn';
import { loadSchema } from '../../schema/load-schema';
import type { ReadDb } from '../../storage/db';
import { attachmentPath } from '../attachments.service';
import { ARCHIVE_FORMAT, ARCHIVE_VERSION, fileEntry, MANIFEST, SCHEMA_DOCUMENT, type Manifest } from './archive-format';
import { archiveSections } from './archive-sections';
import { listFiles } from './archive.sql';
import type { Section } from './section';
import { ZIP_ENTRY } from '../formats/zip-entry';

export interface ArchiveSource {
  /** Must answer from one snapshot all the while. */
  readonly db: ReadDb;
  /** Where the workspace's attachments are. */
  readonly filesDir: string;
  readonly appVersion: string;
  readonly nowMs: number;
}

/** Told after each piece; throws to end the work. */
type GoOn = (linesWritten: number, linesInAll: number) => void;

export interface ArchiveCounts {
  readonly lines: number;
  readonly files: number;
  readonly missingFiles: number;
}

const CHUNK_CHARS = 65_536;

/** Pictures, documents and media are packed by themselves: packing them again takes minutes and saves nothing. */
const IS_TEXT = /^text\/|json|xml$/;

/** The lines of a section in pieces, with a turn for others after each. */
async function* linesOf(
  section: Section,
  db: ReadDb,
  wrote: (lines: number) => void,
  done: (entry: Manifest['lines'][number]) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let lines = 0;
  let pending = 0;
  let text = '';
  const take = (): Buffer => {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    text = '';
    wrote(pending);
    pending = 0;
    return bytes;
  };
  for (const line of section.lines(db)) {
    text += `${JSON.stringify(line)}\n`;
    lines += 1;
    pending += 1;
    if (text.length < CHUNK_CHARS) continue;
    yield take();
    await nextTurn();
  }
  if (text !== '') yield take();
  done({ name: section.file, lines, sha256: hash.digest('hex') });
}

/** Entries are made when their turn comes: nothing but their names is held. */
const addLater = (zip: yazl.ZipFile, name: string, open: () => Readable, compress = true): void =>
  zip.addReadStreamLazy(name, { ...ZIP_ENTRY, compress }, (done) => {
    // What fails while it is read ends the whole: the library hears of errors here only.
    const stream = open();
    stream.once('error', (cause) => zip.emit('error', cause));
    done(null, stream);
  });

const toFailure = (cause: unknown): unknown =>
  cause instanceof AppError || !(cause instanceof Error) || !('code' in cause)
    ? cause
    : new AppError(
        'storage_failed',
        msg`The archive could not be written. Check the free space of the disk.`,
        {},
        { cause },
      );

/**
 * Writes a workspace into an archive (docs/archive-format.md): memory does not grow with it, and others have their turn between pieces. What `goOn` throws ends it;
 * the file is then not whole. Errors: `storage_failed`.
 */
export const writeArchive = async (source: ArchiveSource, target: string, goOn: GoOn): Promise<ArchiveCounts> => {
  const { db } = source;
  const schema = loadSchema(db);
  const sections = archiveSections(schema);
  const inAll = sections.reduce((sum, section) => sum + section.count(db), 0);
  const files = listFiles(db);
  const isThere = (sha: string): boolean => fs.existsSync(attachmentPath(source.filesDir, AttachmentId.parse(sha)));
  const present = files.filter(({ sha }) => isThere(sha));
  const missingFiles = files.flatMap(({ sha }) => (isThere(sha) ? [] : [sha]));
  const entries: Manifest['lines'][number][] = [];
  let written = 0;

  const zip = new yazl.ZipFile();
  const failed = new Promise<never>((_resolve, reject) => zip.on('error', reject));
  failed.catch(() => undefined);
  const document = toSchemaDocument([...schema.objectsByKey.values()].map(({ def }) => def));
  zip.addBuffer(Buffer.from(JSON.stringify(document, undefined, 2)), SCHEMA_DOCUMENT, ZIP_ENTRY);
  for (const section of sections)
    addLater(zip, section.file, () =>
      Readable.from(
        linesOf(
          section,
          db,
          (lines) => goOn((written += lines), inAll),
          (entry) => void entries.push(entry),
        ),
        { objectMode: false },
      ),
    );
  for (const { sha, mime } of present)
    addLater(
      zip,
      fileEntry(sha),
      () => {
        goOn(written, inAll);
        return fs.createReadStream(attachmentPath(source.filesDir, AttachmentId.parse(sha)));
      },
      IS_TEXT.test(mime),
    );
  const manifest = (): Manifest => ({
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    appVersion: source.appVersion,
    writtenAtMs: source.nowMs,
    lines: entries,
    files: present.length,
    missingFiles,
  });
  addLater(zip, MANIFEST, () => Readable.from([Buffer.from(JSON.stringify(manifest(), undefined, 2))]));
  const out = fs.createWriteStream(target, { mode: 0o600, flush: true });
  const finished = once(out, 'finish');
  out.once('error', (cause) => zip.emit('error', cause));
  zip.outputStream.pipe(out);
  zip.end();
  try {
    await Promise.race([finished, failed]);
  } catch (cause) {
    out.destroy();
    throw toFailure(cause);
  }
  return { lines: written, files: present.length, missingFiles: missingFiles.length };
};
