import { msg } from '@lingui/core/macro';
import type { WorkspaceSettings, WorkspaceStatus } from '@shared/contract/workspace.contract';
import type { ChangeSet } from '@shared/domain/changes';
import { AppError } from '@shared/errors/app-error';
import { noteUnlogged } from '../change-log/unlogged';
import type { Clock } from '../kernel/ports';
import { countRows } from '../records/query/record-places.sql';
import { saveFirstMemberName } from '../schema/members.sql';
import type { SchemaRegistry, SeenSchema } from '../schema/registry';
import { bumpSchemaVersion } from '../schema/schema.sql';
import type { SearchKeeper } from '../records/search/search-keeper';
import { assertMaySet } from '../schema/access';
import type { ReadDb, WriteDb } from '../storage/db';
import type { WorkspacePaths } from '../storage/workspace-folder';
import { readSettings, writeSettings } from './settings';
import { databaseSizeBytes, listObjectCounts } from './workspace.sql';

interface StatusDeps {
  readonly schema: SeenSchema;
  readonly paths: WorkspacePaths;
  readonly appVersion: string;
}

/** What the workspace is and holds. */
export const getStatus = (deps: StatusDeps, db: ReadDb): WorkspaceStatus => {
  const settings = readSettings(db);
  const schema = deps.schema.current();
  const counts: Record<string, number> = {};
  const trashCounts: Record<string, number> = {};
  for (const { obj, live, trashed } of listObjectCounts(db)) {
    const object = schema.objectsByKey.get(obj);
    if (!object || object.def.deletedAtMs !== null) continue;
    const seen = object.access?.rows ? countRows(db, object) : { live, trashed };
    counts[object.def.name] = seen.live;
    trashCounts[object.def.name] = seen.trashed;
  }
  return {
    isSetUp: settings.name !== '',
    settings,
    folder: deps.paths.folder,
    appVersion: deps.appVersion,
    schemaVersion: schema.version,
    sizeBytes: databaseSizeBytes(db),
    counts,
    trashCounts,
  };
};

const assertTimeZone = (timeZone: string): void => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch (cause) {
    throw new AppError('invalid_input', msg`"${timeZone}" is not a time zone.`, { field: 'timeZone' }, { cause });
  }
};

const assertLocale = (locale: string): void => {
  try {
    Intl.getCanonicalLocales(locale);
  } catch (cause) {
    throw new AppError('invalid_input', msg`"${locale}" is not a language.`, { field: 'locale' }, { cause });
  }
};

/** Changes settings; those not named stay. Errors: `invalid_input` with `field`. */
export const updateSettings = (
  deps: StatusDeps & {
    readonly clock: Clock;
    readonly wholeSchema: SchemaRegistry;
    readonly changes: (changes: Omit<ChangeSet, 'seq'>) => void;
  },
  db: WriteDb,
  change: { readonly [Key in keyof WorkspaceSettings]?: WorkspaceSettings[Key] | undefined },
): WorkspaceStatus => {
  assertMaySet(deps.schema.current(), 'workspace');
  const settings = readSettings(db);
  const next: WorkspaceSettings = {
    name: change.name ?? settings.name,
    ownerName: change.ownerName ?? settings.ownerName,
    locale: change.locale ?? settings.locale,
    timeZone: change.timeZone ?? settings.timeZone,
    currency: change.currency ?? settings.currency,
    phoneRegion: change.phoneRegion ?? settings.phoneRegion,
  };
  assertTimeZone(next.timeZone);
  assertLocale(next.locale);
  writeSettings(deps, db, next);
  if (change.ownerName !== undefined) {
    saveFirstMemberName(db, change.ownerName);
    noteUnlogged(db, deps.clock.nowMs(), { kind: 'owner', name: change.ownerName });
    bumpSchemaVersion(db);
    deps.wholeSchema.reload(db);
  }
  // Dates and relative filters read differently in another zone, so records count as read anew.
  deps.changes({ topics: ['workspace', 'schema'], records: [] });
  return getStatus(deps, db);
};

/** Writes the search index anew out of the records. Leaving the call stops the waiting, and the work only before it began. Errors: `forbidden`; `cancelled`. */
export const rebuildSearch = async (
  deps: { readonly schema: SeenSchema; readonly search: Pick<SearchKeeper, 'rebuild'> },
  signal: AbortSignal | undefined,
): Promise<Record<string, never>> => {
  assertMaySet(deps.schema.current(), 'workspace');
  return deps.search.rebuild(signal);
};
