import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { msg } from '@lingui/core/macro';
import { AttachmentId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { nextTurn } from '../../kernel/next-turn';
import { loadSchema } from '../../schema/load-schema';
import type { ReadDb } from '../../storage/db';
import { storedVersion } from '../../storage/migrate';
import { MIGRATIONS } from '../../storage/migrations/index';
import type { DataKey } from '../../storage/keys/data-key';
import { readKeyFile } from '../../storage/keys/key-file';
import { openDatabase, type OpenDatabase } from '../../storage/open-database';
import { openKey } from '../../storage/settle-encryption';
import { workspacePaths } from '../../storage/workspace-folder';
import { attachmentPath } from '../attachments.service';
import { fileEntry, type Line } from './archive-format';
import { archiveSections } from './archive-sections';
import { listFiles } from './archive.sql';
import type { Section } from './section';

/** One thing that two workspaces have otherwise. */
export interface Difference {
  /** As in an archive: "records/person.jsonl", "fields.jsonl", "files/". */
  readonly in: string;
  /** Which line of it: of a record its id. */
  readonly which: string;
  /** Property of the line, "values.name" for a field; null where the whole is only on one side. */
  readonly property: string | null;
  /** Null where there is nothing. */
  readonly a: unknown;
  readonly b: unknown;
}

export interface Comparison {
  readonly isEqual: boolean;
  /** The first of them. */
  readonly differences: readonly Difference[];
  /** More than are listed. */
  readonly hasMore: boolean;
  /** Lines that were compared. */
  readonly compared: number;
}

interface Side {
  readonly db: ReadDb;
  readonly sections: ReadonlyMap<string, Section>;
  readonly filesDir: string;
}

const ROWS_AT_ONCE = 200;
/** Properties whose own properties are told apart: the fields of a record. */
const NESTED: ReadonlySet<string> = new Set(['values', 'computed', 'settings']);

const isObject = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function* differing(a: Line, b: Line, head = ''): Generator<readonly [string, unknown, unknown]> {
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [one, other] = [a[name] ?? null, b[name] ?? null];
    if (isDeepStrictEqual(one, other)) continue;
    if (head === '' && NESTED.has(name) && isObject(one) && isObject(other)) yield* differing(one, other, `${name}.`);
    else yield [head + name, one, other];
  }
}

const findKey = async (folder: string, passphrase: string | undefined): Promise<DataKey | undefined> => {
  const keyFile = readKeyFile(folder);
  return keyFile && openKey(keyFile.envelope, passphrase === undefined ? null : { kind: 'passphrase', passphrase });
};

const openSide = async (
  folder: string,
  passphrase: string | undefined,
): Promise<{ readonly side: Side; readonly database: OpenDatabase }> => {
  const paths = workspacePaths(path.resolve(folder));
  if (!fs.existsSync(paths.database))
    throw new AppError('not_found', msg`There is no workspace in ${folder}`, { workspace: folder });
  const key = await findKey(paths.folder, passphrase);
  const database = openDatabase({ file: paths.database, key, mode: 'reader' });
  try {
    const newest = MIGRATIONS.at(-1)?.version ?? 0;
    const stored = storedVersion(database);
    if (stored > newest) {
      throw new AppError(
        'version_too_new',
        msg`This workspace was made by a newer Outpost. Update Outpost to open it; nothing was changed.`,
        { stored, supported: newest },
      );
    }
    if (stored < newest)
      throw new AppError(
        'invalid_input',
        msg`The workspace in ${folder} is of an older version. Open it once, then compare.`,
        {
          workspace: folder,
        },
      );
    const sections = archiveSections(loadSchema(database.read));
    const side = {
      db: database.read,
      sections: new Map(sections.map((section) => [section.file, section])),
      filesDir: paths.files,
    };
    return { side, database };
  } catch (cause) {
    database.close();
    throw cause;
  }
};

/** Differences of one file: what is in the first, and then what is in the second alone. */
async function* compareSection(
  file: string,
  sides: readonly [Side, Side],
  compared: (lines: number) => void,
): AsyncGenerator<Difference> {
  const [a, b] = sides;
  const [own, others] = [a.sections.get(file), b.sections.get(file)];
  let found = 0;
  let seen = 0;
  for (const line of own?.lines(a.db) ?? []) {
    const other = others?.find(b.db, line);
    const which = own?.keyOf(line) ?? '';
    if (other) found += 1;
    else yield { in: file, which, property: null, a: line, b: null };
    for (const [property, one, two] of other ? differing(line, other) : [])
      yield { in: file, which, property, a: one, b: two };
    seen += 1;
    if (seen % ROWS_AT_ONCE === 0) await nextTurn();
  }
  compared(seen);
  if (!others || others.count(b.db) === found) return;
  for (const line of others.lines(b.db)) {
    if (own?.find(a.db, line)) continue;
    yield { in: file, which: others.keyOf(line), property: null, a: null, b: line };
  }
}

/** The hash of an attachment's content as it is on disk; null where there is none. */
const hashOf = async ({ filesDir }: Side, sha: string): Promise<string | null> => {
  const file = attachmentPath(filesDir, AttachmentId.parse(sha));
  if (!fs.existsSync(file)) return null;
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(file), hash);
  return hash.digest('hex');
};

/** Attachments whose content one side has lost, or has otherwise than its name says. */
async function* compareFiles([a, b]: readonly [Side, Side]): AsyncGenerator<Difference> {
  for (const { sha } of listFiles(a.db)) {
    const [one, other] = await Promise.all([hashOf(a, sha), hashOf(b, sha)]);
    if (one !== other) yield { in: fileEntry(''), which: sha, property: 'sha256', a: one, b: other };
  }
}

async function* allDifferences(
  sides: readonly [Side, Side],
  compared: (lines: number) => void,
): AsyncGenerator<Difference> {
  for (const file of new Set(sides.flatMap(({ sections }) => [...sections.keys()])))
    yield* compareSection(file, sides, compared);
  yield* compareFiles(sides);
}

/**
 * Compares two workspaces to the last field: settings, data model, members, views, records with what is computed and what is in the trash, links, history and files; both
 * may be open elsewhere. `passphrase` opens those that are encrypted. What belongs to a device (jobs, imports, what was opened, indexes) is not compared. Memory does not grow with them. Errors: `not_found`,
 * `sign_in_required`, `version_too_new`, `invalid_input` for one that this version has not opened yet.
 */
export const compareWorkspaces = async (
  folders: readonly [string, string],
  { limit, passphrase }: { readonly limit: number; readonly passphrase?: string | undefined },
): Promise<Comparison> => {
  const first = await openSide(folders[0], passphrase);
  const release: (() => void)[] = [() => first.database.close()];
  try {
    const second = await openSide(folders[1], passphrase);
    release.unshift(() => second.database.close());
    for (const { database } of [first, second]) release.unshift(database.holdSnapshot());
    const differences: Difference[] = [];
    let compared = 0;
    for await (const difference of allDifferences([first.side, second.side], (lines) => (compared += lines))) {
      if (differences.length === limit) return { isEqual: false, differences, hasMore: true, compared };
      differences.push(difference);
    }
    return { isEqual: differences.length === 0, differences, hasMore: false, compared };
  } finally {
    for (const each of release) each();
  }
};
