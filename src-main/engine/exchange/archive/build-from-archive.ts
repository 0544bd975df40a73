import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import type { ArchiveTaken } from '@shared/contract/exchange.contract';
import { isDerived } from '@shared/domain/schema';
import { AttachmentId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { initSync } from '../../change-log/clock';
import { nextTurn } from '../../kernel/next-turn';
import type { Clock, Random } from '../../kernel/ports';
import { settleComputed } from '../../records/computed/settle-computed';
import { addFieldColumns, createLinkTable, createObjectTable, indexTitle } from '../../schema/ddl.sql';
import { loadSchema } from '../../schema/load-schema';
import type { SchemaModel } from '../../schema/model';
import { createSchemaRegistry } from '../../schema/registry';
import { bumpSchemaVersion } from '../../schema/schema.sql';
import type { WriteDb } from '../../storage/db';
import { flushFile } from '../../storage/durable-file';
import { migrate } from '../../storage/migrate';
import { MIGRATIONS } from '../../storage/migrations/index';
import { type DatabaseSource, openDatabase, type OpenDatabase } from '../../storage/open-database';
import { attachmentPath } from '../attachments.service';
import { fileEntry, type Line } from './archive-format';
import { recordSections } from './archive-sections';
import { type KnownFile, listFiles, setClockBehind } from './archive.sql';
import { type Archive, badEntry, badLine } from './read-archive';
import { countRecords } from './record-lines.sql';
import type { Section } from './section';
import { sectionsAfterRecords, sectionsBeforeRecords } from './static-lines.sql';

export interface ImportArchiveDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** Told after each batch; throws to end the work. */
  readonly goOn: (linesRead: number, linesInAll: number) => void;
}

const BATCH = 500;

const insertLine = (db: WriteDb, section: Section, line: Line, n: number): void => {
  try {
    section.insert(db, line);
  } catch (cause) {
    throw badLine(section.file, n, cause);
  }
};

/** Brings the lines of a file in, some in one transaction. */
const takeSection = async (
  database: OpenDatabase,
  archive: Archive,
  section: Section,
  took: (lines: number) => void,
): Promise<void> => {
  let batch: { readonly line: Line; readonly n: number }[] = [];
  const write = async (): Promise<void> => {
    database.inTransaction((db) => {
      for (const { line, n } of batch) insertLine(db, section, line, n);
    });
    took(batch.length);
    batch = [];
    await nextTurn();
  };
  for await (const each of archive.lines(section.file)) {
    batch.push(each);
    if (batch.length >= BATCH) await write();
  }
  if (batch.length > 0) await write();
};

/** Makes the tables that a data model asks for. */
const makeTables = (db: WriteDb, schema: SchemaModel): void => {
  for (const { def, fieldsByKey, titleField } of schema.objectsByKey.values()) {
    createObjectTable(db, def.key);
    for (const field of fieldsByKey.values())
      if (!field.def.isSystem) addFieldColumns(db, def.key, field.def.key, field.valueType, isDerived(field.def));
    indexTitle(db, def.key, titleField.def.key, titleField.valueType);
  }
  for (const key of schema.links.keys()) createLinkTable(db, key);
  bumpSchemaVersion(db);
};

/** What follows from the records and is not in an archive. The search index is made when the workspace is opened. */
const derive = (db: WriteDb): void => {
  const schema = loadSchema(db);
  for (const object of schema.objectsByKey.values()) countRecords(db, object);
  for (const { object } of schema.links.values()) countRecords(db, object);
  settleComputed(db, createSchemaRegistry().current(), schema);
};

const fillDatabase = async (deps: ImportArchiveDeps, database: OpenDatabase, archive: Archive): Promise<number> => {
  const inAll = archive.manifest.lines.reduce((sum, { lines }) => sum + lines, 0);
  let read = 0;
  const took = (lines: number): void => deps.goOn((read += lines), inAll);
  // Nobody sees it before it is whole and flushed.
  database.pragma('synchronous = OFF');
  await migrate(database, MIGRATIONS, () => Promise.resolve());
  // Its devices come first, and then this one under a number of its own.
  const [settings, ...others] = sectionsBeforeRecords;
  const [devices, ...metadata] = others;
  if (!settings || !devices) throw new Error('The archive has no sections');
  await takeSection(database, archive, settings, took);
  await takeSection(database, archive, devices, took);
  database.inTransaction((db) => initSync(deps, db));
  for (const section of metadata) await takeSection(database, archive, section, took);
  const schema = loadSchema(database.read);
  database.inTransaction((db) => makeTables(db, schema));
  for (const section of [...recordSections(schema), ...sectionsAfterRecords])
    await takeSection(database, archive, section, took);
  database.inTransaction((db) => {
    setClockBehind(db);
    derive(db);
  });
  return read;
};

/** Puts an attachment's content in its place, checked against the hash that is its name and the size that is known. */
const takeFile = async (archive: Archive, filesDir: string, { sha, sizeBytes }: KnownFile): Promise<void> => {
  if (archive.sizeOf(fileEntry(sha)) !== sizeBytes) throw badEntry(fileEntry(sha));
  const target = attachmentPath(filesDir, AttachmentId.parse(sha));
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const part = `${target}.part`;
  const hash = createHash('sha256');
  try {
    const file = await fs.promises.open(part, 'w', 0o600);
    try {
      for await (const chunk of archive.content(fileEntry(sha))) {
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (hash.digest('hex') !== sha) throw badEntry(fileEntry(sha));
  } catch (cause) {
    fs.rmSync(part, { force: true });
    throw cause;
  }
  fs.renameSync(part, target);
};

/** What is written takes no less room than what is read: a bomb that says how large it is goes off nowhere. */
const assertRoom = async (folder: string, sizeBytes: number): Promise<void> => {
  const { bavail, bsize } = await fs.promises.statfs(folder);
  const freeBytes = bavail * bsize;
  if (sizeBytes <= freeBytes) return;
  const [wanted, free] = [Math.ceil(sizeBytes / 1_000_000), Math.floor(freeBytes / 1_000_000)];
  throw new AppError(
    'storage_failed',
    msg`The archive holds ${wanted} MB, and the disk has ${free} MB free. Nothing was changed.`,
    { sizeBytes, freeBytes },
  );
};

/**
 * Makes a database out of an archive where there is none yet, brought to disk, and puts the attachments in their places, where those that were there already are the same. Errors:
 * `invalid_input` with `file` and `line`, `storage_failed`, and what `goOn` throws.
 */
export const buildFromArchive = async (
  deps: ImportArchiveDeps,
  archive: Archive,
  target: DatabaseSource,
  filesDir: string,
): Promise<ArchiveTaken> => {
  await assertRoom(path.dirname(target.file), archive.sizeBytes);
  const database = openDatabase({ ...target, mode: 'writer', nowMs: deps.clock.nowMs });
  const missing = new Set(archive.manifest.missingFiles);
  let lines: number;
  let files: readonly KnownFile[];
  try {
    lines = await fillDatabase(deps, database, archive);
    files = listFiles(database.read).filter(({ sha }) => !missing.has(sha));
    database.pragma('optimize');
  } finally {
    database.close();
  }
  for (const file of files) {
    deps.goOn(lines, lines);
    await takeFile(archive, filesDir, file);
  }
  await flushFile(target.file);
  return { lines, files: files.length };
};
