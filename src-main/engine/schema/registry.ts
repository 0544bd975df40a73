import type { ReadDb } from '../storage/db';
import { loadSchema, type KnownFields } from './load-schema';
import type { SchemaModel } from './model';
import { readSchemaVersion } from './schema.sql';

/** The data model as whoever asks may see it. */
export interface SeenSchema {
  readonly current: () => SchemaModel;
}

/** The whole data model as this thread last read it. */
export interface SchemaRegistry extends SeenSchema {
  /** Before anything was read: no objects, version 0. Seen as by an Owner. */
  readonly current: () => SchemaModel;
  /** Reads everything again. */
  readonly reload: (db: ReadDb) => SchemaModel;
  /** Reads again only when another version is stored: cheap enough for every call (one row by key). */
  readonly refresh: (db: ReadDb) => SchemaModel;
}

/** A registry for one thread; empty until `reload`. */
export const createSchemaRegistry = (): SchemaRegistry => {
  let schema: SchemaModel = {
    version: 0,
    objects: new Map(),
    objectsByKey: new Map(),
    links: new Map(),
    members: [],
    roles: [],
    me: null,
  };
  const known: KnownFields = new Map();
  const reload = (db: ReadDb): SchemaModel => {
    schema = loadSchema(db, known);
    return schema;
  };
  return {
    current: () => schema,
    reload,
    // A version that was rolled back is lower than the one read inside its transaction: different is enough.
    refresh: (db) => (readSchemaVersion(db) === schema.version ? schema : reload(db)),
  };
};
