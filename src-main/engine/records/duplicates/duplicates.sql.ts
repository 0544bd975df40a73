import { identifier } from '../../storage/identifier';
import type { ReadDb, SqlValue, WriteDb } from '../../storage/db';
import type { MatchPlan } from './match-plan';

/** Live records after a row id: the row id, then the plan's columns. */
export const listMatchCells = (
  db: ReadDb,
  { object, columns }: MatchPlan,
  afterRid: number,
  limit: number,
): (readonly SqlValue[])[] =>
  db.lists(
    `SELECT rid, ${columns.map(identifier).join(', ')} FROM ${identifier(object.table)}
     WHERE rid > ? AND deleted_at IS NULL ORDER BY rid LIMIT ?`,
    [afterRid, limit],
  );

/** The same of single records. */
export const findMatchCells = (
  db: ReadDb,
  { object, columns }: MatchPlan,
  rids: readonly number[],
): (readonly SqlValue[])[] =>
  db.lists(
    `SELECT rid, ${columns.map(identifier).join(', ')} FROM ${identifier(object.table)}
     WHERE rid IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL`,
    [JSON.stringify(rids)],
  );

export interface PairRow {
  readonly a: number;
  readonly b: number;
  /** Thousandths. */
  readonly score: number;
  /** JSON. */
  readonly reasons: string;
  readonly grp: number;
}

/** Keeps a pair that was found. One that people have dismissed stays so, but is scored anew. */
export const savePair = (db: WriteDb, obj: string, scan: number, { a, b, score, reasons, grp }: PairRow): void => {
  db.run(
    `INSERT INTO duplicate_pair(a, b, obj, score, reasons, grp, scan, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'open')
     ON CONFLICT(a, b) DO UPDATE SET score = excluded.score, reasons = excluded.reasons, grp = excluded.grp, scan = excluded.scan`,
    [a, b, obj, score, reasons, grp, scan],
  );
};

/** Open pairs that the scan has not seen again. */
export const deleteUnseenPairs = (db: WriteDb, obj: string, scan: number): void => {
  db.run("DELETE FROM duplicate_pair WHERE obj = ? AND state = 'open' AND scan <> ?", [obj, scan]);
};

/** Open pairs that a record is in. */
export const deleteOpenPairsOf = (db: WriteDb, rid: number): number =>
  db.run("DELETE FROM duplicate_pair WHERE a = ? AND state = 'open'", [rid]).changes +
  db.run("DELETE FROM duplicate_pair WHERE b = ? AND state = 'open'", [rid]).changes;

/** The group of the open pairs that a record is in. */
export const findGroupOf = (db: ReadDb, rid: number): number | undefined =>
  db.pluck<number>(
    `SELECT grp FROM duplicate_pair WHERE a = ? AND state = 'open' UNION ALL
     SELECT grp FROM duplicate_pair WHERE b = ? AND state = 'open' LIMIT 1`,
    [rid, rid],
  )[0];

/** Turns the pairs among some records over; answers how many there were. */
const savePairStates = (
  db: WriteDb,
  rids: readonly number[],
  from: 'open' | 'dismissed',
  to: 'open' | 'dismissed',
): number => {
  const json = JSON.stringify(rids);
  return db.run(
    `UPDATE duplicate_pair SET state = ? WHERE state = ? AND a IN (SELECT value FROM json_each(?)) AND b IN (SELECT value FROM json_each(?))`,
    [to, from, json, json],
  ).changes;
};

/** Remembers that two records are not the same, also where no scan has found them. */
const insertDismissed = (db: WriteDb, obj: string, a: number, b: number): void => {
  db.run(
    `INSERT OR IGNORE INTO duplicate_pair(a, b, obj, score, reasons, grp, scan, state) VALUES (?, ?, ?, 0, '[]', ?, 0, 'dismissed')`,
    [a, b, obj, a],
  );
};

/** What people say of some records of an object, each of each: row ids, rising. Answers how many pairs were on the other list. */
export const savePairs = (
  db: WriteDb,
  {
    object,
    rids,
    isDismissed,
  }: { readonly object: string; readonly rids: readonly number[]; readonly isDismissed: boolean },
): number => {
  if (!isDismissed) return savePairStates(db, rids, 'dismissed', 'open');
  const pairs = savePairStates(db, rids, 'open', 'dismissed');
  rids.forEach((a, at) => {
    for (const b of rids.slice(at + 1)) insertDismissed(db, object, a, b);
  });
  return pairs;
};

export const isDismissed = (db: ReadDb, a: number, b: number): boolean =>
  db.get("SELECT 1 AS one FROM duplicate_pair WHERE a = ? AND b = ? AND state = 'dismissed'", [
    Math.min(a, b),
    Math.max(a, b),
  ]) !== undefined;

export interface ScanRow {
  readonly scan: number;
  readonly scannedAtMs: number;
  readonly records: number;
  readonly changed: number;
}

export const findScan = (db: ReadDb, obj: string): ScanRow | undefined =>
  db.get<ScanRow>('SELECT scan, scanned_at_ms AS scannedAtMs, records, changed FROM duplicate_scan WHERE obj = ?', [
    obj,
  ]);

export const saveScan = (db: WriteDb, obj: string, { scan, scannedAtMs, records }: Omit<ScanRow, 'changed'>): void => {
  db.run('INSERT OR REPLACE INTO duplicate_scan(obj, scan, scanned_at_ms, records, changed) VALUES (?, ?, ?, ?, 0)', [
    obj,
    scan,
    scannedAtMs,
    records,
  ]);
};

export const markScanStale = (db: WriteDb, obj: string): number =>
  db.run('UPDATE duplicate_scan SET changed = 1 WHERE obj = ? AND changed = 0', [obj]).changes;

/** How many live records there are. */
export const countLive = (db: ReadDb, obj: string): number =>
  db.pluck<number>('SELECT live FROM object_count WHERE obj = ?', [obj])[0] ?? 0;

/** Which pairs a caller may be shown: of a state and score, between live records in sight, by no field out of sight. */
export interface PairScope {
  readonly obj: string;
  /** The table, or the view of what may be seen. */
  readonly table: string;
  readonly state: string;
  readonly minScore: number;
  /** Keys of fields out of sight. */
  readonly hidden: readonly string[];
}

const shownPairs = ({ table }: PairScope): string =>
  `SELECT p.* FROM duplicate_pair p JOIN ${identifier(table)} x ON x.rid = p.a JOIN ${identifier(table)} y ON y.rid = p.b
   WHERE p.obj = ? AND p.state = ? AND p.score >= ? AND x.deleted_at IS NULL AND y.deleted_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM json_each(p.reasons) r WHERE r.value ->> 'field' IN (SELECT value FROM json_each(?)))`;

const paramsOf = ({ obj, state, minScore, hidden }: PairScope): readonly SqlValue[] => [
  obj,
  state,
  minScore,
  JSON.stringify(hidden),
];

export interface GroupRow {
  readonly grp: number;
  readonly score: number;
}

/** Groups after a place, the likeliest first. */
export const listGroups = (
  db: ReadDb,
  scope: PairScope,
  after: GroupRow | undefined,
  limit: number,
): readonly GroupRow[] =>
  db.all<GroupRow>(
    `SELECT grp, max(score) AS score FROM (${shownPairs(scope)}) GROUP BY grp
     HAVING max(score) < ? OR (max(score) = ? AND grp > ?) ORDER BY score DESC, grp LIMIT ?`,
    [...paramsOf(scope), after?.score ?? 1001, after?.score ?? 1001, after?.grp ?? 0, limit],
  );

export const countGroups = (db: ReadDb, scope: PairScope): number =>
  db.pluck<number>(`SELECT count(DISTINCT grp) FROM (${shownPairs(scope)})`, paramsOf(scope))[0] ?? 0;

export type ShownPair = PairRow & { readonly idA: string; readonly idB: string };

/** The pairs of some groups, the likeliest first. */
export const listPairsOf = (db: ReadDb, scope: PairScope, groups: readonly number[]): readonly ShownPair[] =>
  db.all<ShownPair>(
    `SELECT s.a, s.b, s.score, s.reasons, s.grp, ra.id AS idA, rb.id AS idB FROM (${shownPairs(scope)}) s
     JOIN rec ra ON ra.rid = s.a JOIN rec rb ON rb.rid = s.b
     WHERE s.grp IN (SELECT value FROM json_each(?)) ORDER BY s.score DESC, s.a, s.b`,
    [...paramsOf(scope), JSON.stringify(groups)],
  );

/** Live records of an object that have a normalised value. */
export const findHoldersOf = (db: ReadDb, value: string, obj: string, limit: number): readonly number[] =>
  db.pluck<number>('SELECT rid FROM value_index WHERE v = ? AND obj = ? LIMIT ?', [value, obj, limit]);

/** Every pair of a scope, the likeliest first. */
export const listShownPairs = (db: ReadDb, scope: PairScope): readonly ShownPair[] =>
  db.all<ShownPair>(
    `SELECT s.a, s.b, s.score, s.reasons, s.grp, ra.id AS idA, rb.id AS idB FROM (${shownPairs(scope)}) s
     JOIN rec ra ON ra.rid = s.a JOIN rec rb ON rb.rid = s.b ORDER BY s.score DESC, s.a, s.b`,
    paramsOf(scope),
  );
