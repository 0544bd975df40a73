import type { WriteDb } from '../../storage/db';
import { findSetting, saveSetting } from '../../storage/setting.sql';
import { findSelf } from '../../change-log/clock.sql';

/** Live records that relations may name, by object key: found once, not for each of the rows that name them. */
export interface KnownTargets {
  readonly has: (objectKey: string, id: string) => boolean;
  readonly add: (objectKey: string, id: string) => void;
  readonly delete: (objectKey: string, id: string) => void;
  readonly size: () => number;
}

export const createTargets = (): KnownTargets => {
  const idsOf = new Map<string, Set<string>>();
  let size = 0;
  return {
    has: (objectKey, id) => idsOf.get(objectKey)?.has(id) ?? false,
    add: (objectKey, id) => {
      const ids = idsOf.get(objectKey);
      if (ids) ids.add(id);
      else idsOf.set(objectKey, new Set([id]));
      size += 1;
    },
    delete: (objectKey, id) => {
      idsOf.get(objectKey)?.delete(id);
    },
    size: () => size,
  };
};

interface Remembered {
  readonly mark: string;
  readonly hlc: number;
  readonly targets: KnownTargets;
}

/** Some ten megabytes; an import names companies far more often than there are companies. */
const MAX_TARGETS = 100_000;

const remembered = new WeakMap<WriteDb, Remembered>();
const MARK = 'ingestMark';
let marks = 0;

/**
 * What the batch before has found out. It holds as long as that batch was committed, which its mark in the file tells, and nothing was logged
 * since, which the clock tells; else nothing is known.
 */
export const recallTargets = (db: WriteDb): KnownTargets => {
  const memory = remembered.get(db);
  remembered.delete(db);
  if (!memory || memory.targets.size() > MAX_TARGETS || memory.hlc !== findSelf(db)?.hlc) return createTargets();
  return findSetting(db, MARK) === memory.mark ? memory.targets : createTargets();
};

/** Keeps them for the next batch. The last step of this one. */
export const rememberTargets = (db: WriteDb, targets: KnownTargets): void => {
  marks += 1;
  const mark = `${process.pid}.${marks}`;
  saveSetting(db, MARK, mark);
  remembered.set(db, { mark, hlc: findSelf(db)?.hlc ?? 0, targets });
};
