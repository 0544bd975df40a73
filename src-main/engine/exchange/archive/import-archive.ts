import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
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
import { migrate } from '../../storage/migrate';
import { MIGRATIONS } from '../../storage/migrations/index';
import { openDatabase, type OpenDatabase } from '../../storage/open-database';
import { lockWorkspace } from '../../storage/workspace-lock';
import { workspacePaths, type WorkspacePaths } from '../../storage/workspace-folder';
import { attachmentPath } from '../attachments.service';
import { fileEntry, type Line } from './archive-format';
import { recordSections } from './archive-sections';
import { isUntouched, listFiles, setClockBehind } from './archive.sql';
import { type Archive, badEntry, badLine, openArchive } from './read-archive';
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

const notEmpty = (folder: string): AppError =>
  new AppError(
    'conflict',
    msg`The workspace in ${folder} is not empty. An archive can only be brought into an empty one; nothing was changed.`,
    { folder, reason: 'not_empty' },
  );

/** Opening and closing it folds in what an earlier process left in its log. */
const assertEmpty = ({ database: file, folder }: WorkspacePaths): void => {
  if (!fs.existsSync(file)) return;
  const database = openDatabase({ file, mode: 'writer' });
  try {
    if (!isUntouched(database.read)) throw notEmpty(folder);
  } catch (cause) {
    throw cause instanceof AppError ? cause : notEmpty(folder);
  } finally {
    database.close();
  }
};

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

/** Puts an attachment's content in its place, checked against the hash that is its name. */
const takeFile = async (archive: Archive, filesDir: string, sha: string): Promise<void> => {
  const target = attachmentPath(filesDir, AttachmentId.parse(sha));
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const part = `${target}.part`;
  const hash = createHash('sha256');
  const file = await fs.promises.open(part, 'w', 0o600);
  try {
    for await (const chunk of archive.content(fileEntry(sha))) {
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (hash.digest('hex') !== sha) {
    fs.rmSync(part);
    throw badEntry(fileEntry(sha));
  }
  fs.renameSync(part, target);
};

const flush = async (file: string): Promise<void> => {
  const handle = await fs.promises.open(file, 'r+');
  await handle.sync();
  await handle.close();
};

/**
 * Brings an archive into the workspace in `folder`, which must be empty or not there, and closed. It is built beside the workspace's file and takes its place in one step:
 * whatever happens before, the workspace is as empty as it was. Errors: `conflict` (not empty, or open), `invalid_input` with `file` and `line`, `version_too_new`,
 * `not_found`, `storage_failed`, and what `goOn` throws.
 */
export const importArchive = async (
  deps: ImportArchiveDeps,
  file: string,
  folder: string,
): Promise<{ readonly lines: number; readonly files: number }> => {
  const archive = await openArchive(file);
  const paths = workspacePaths(path.resolve(folder));
  const building = path.join(paths.staging, 'incoming');
  let lock: ReturnType<typeof lockWorkspace> | undefined;
  try {
    fs.mkdirSync(paths.folder, { recursive: true });
    lock = lockWorkspace(paths.folder);
    assertEmpty(paths);
    fs.rmSync(building, { recursive: true, force: true });
    fs.mkdirSync(building, { recursive: true });
    const target = path.join(building, 'workspace.db');
    const database = openDatabase({ file: target, mode: 'writer', nowMs: deps.clock.nowMs });
    let lines: number;
    const missing = new Set(archive.manifest.missingFiles);
    const files: string[] = [];
    try {
      lines = await fillDatabase(deps, database, archive);
      files.push(...listFiles(database.read).filter((sha) => !missing.has(sha)));
      database.pragma('optimize');
    } finally {
      database.close();
    }
    for (const sha of files) {
      deps.goOn(lines, lines);
      await takeFile(archive, paths.files, sha);
    }
    await flush(target);
    for (const suffix of ['-wal', '-shm']) fs.rmSync(paths.database + suffix, { force: true });
    fs.renameSync(target, paths.database);
    return { lines, files: files.length };
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
    lock?.release();
    archive.close();
  }
};
