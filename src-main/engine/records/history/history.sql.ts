import { LINK_COLUMNS } from '../../schema/ddl.sql';
import { identifier } from '../../storage/identifier';
import type { ReadDb } from '../../storage/db';

export interface HistoryRow {
  readonly pos: number;
  /** Id of the record of which it tells: the one asked for, or one that was merged into it. */
  readonly of: string;
  readonly t: number;
  readonly kind: number;
  readonly p: string | null;
  readonly prev: string | null;
  readonly op: number | null;
  /** Records that the action touched; null as for the actor. */
  readonly count: number | null;
  /** JSON; null where the action is not of this device. */
  readonly actor: string | null;
  /** Key of the field whose link it is, and the id of the record at its other end; null for changes of the record itself. */
  readonly field: string | null;
  readonly other: string | null;
}

export interface RecordKey {
  readonly rid: number;
  readonly id: string;
}

/** Where links of a record are: their table, and its columns for the record's own end and the other. */
export interface HistoryLinks {
  readonly field: string;
  readonly table: string;
  readonly own: string;
  readonly other: string;
}

/** Changes of some records and of their links, newest first, older than a position of the log. */
export const listHistoryRows = (
  db: ReadDb,
  { records, links }: { readonly records: readonly RecordKey[]; readonly links: readonly HistoryLinks[] },
  beforePos: number,
  limit: number,
): readonly HistoryRow[] => {
  const ofLinks = links.map(
    ({ table, own, other }) =>
      ` UNION ALL SELECT rid, ${identifier(own)}, ?, ${identifier(other)} FROM ${identifier(table)}
        WHERE ${identifier(own)} IN (SELECT value ->> 'id' FROM json_each(?))`,
  );
  const json = JSON.stringify(records);
  return db.all<HistoryRow>(
    `SELECT l.pos, s.of, l.t, l.kind, l.p, l.prev, l.op, o.count, o.actor, s.field, s.other
     FROM (SELECT value ->> 'rid' AS rid, value ->> 'id' AS of, NULL AS field, NULL AS other FROM json_each(?)${ofLinks.join('')}) AS s
     CROSS JOIN change_log l ON l.rid = s.rid LEFT JOIN operation o ON o.id = l.op
     WHERE l.pos < ? ORDER BY l.pos DESC LIMIT ?`,
    [json, ...links.flatMap(({ field }) => [field, json]), beforePos, limit],
  );
};

/** Links that a record has or had by one field, the oldest first. */
export const listLinksOf = (
  db: ReadDb,
  { table, own, other }: HistoryLinks,
  id: string,
): readonly { readonly rid: number; readonly other: string }[] =>
  db.all(
    `SELECT rid, ${identifier(other)} AS other FROM ${identifier(table)} WHERE ${identifier(own)} = ? ORDER BY rid`,
    [id],
  );

/** The records at both ends of links, of which a caller's view of the table shows only those in sight. */
export const findLinkEnds = (
  db: ReadDb,
  table: string,
  rids: readonly number[],
): readonly { readonly rid: number; readonly a: string; readonly b: string }[] =>
  db.all(
    `SELECT rid, ${LINK_COLUMNS.a} AS a, ${LINK_COLUMNS.b} AS b FROM ${identifier(table)}
     WHERE rid IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(rids)],
  );
