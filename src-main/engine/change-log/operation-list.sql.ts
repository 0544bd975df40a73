import type { ReadDb, SqlValue } from '../storage/db';
import type { OperationRow } from './operation.sql';

/** Which actions are meant; what is left out does not matter. */
export interface OperationsWanted {
  /** Ids of members. */
  readonly members?: readonly string[] | undefined;
  readonly actorKinds?: readonly string[] | undefined;
  readonly verbs?: readonly string[] | undefined;
  /** API name. */
  readonly object?: string | undefined;
  /** Begun at or after it, ms UTC. */
  readonly fromMs?: number | undefined;
}

/** A place among actions by the time at which they began: whatever comes before it is older. */
export interface OperationPlace {
  readonly atMs: number;
  readonly id: number;
}

interface Condition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** Actions that changed something, older than a place. Its terms are those of the index `operation_history`, letter for letter. */
const operationCondition = (wanted: OperationsWanted, before: OperationPlace): Condition => {
  const isOneOf = (column: string, values: readonly string[] | undefined): readonly Condition[] =>
    values ? [{ sql: `${column} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(values)] }] : [];
  const parts: readonly Condition[] = [
    { sql: 'o.count > 0 AND (o.at_ms, o.id) < (?, ?)', params: [before.atMs, before.id] },
    ...(wanted.fromMs === undefined ? [] : [{ sql: 'o.at_ms >= ?', params: [wanted.fromMs] }]),
    ...(wanted.object === undefined ? [] : [{ sql: 'o.object = ?', params: [wanted.object] }]),
    ...isOneOf('o.verb', wanted.verbs),
    ...isOneOf("o.actor ->> '$.id'", wanted.members),
    ...isOneOf("o.actor ->> '$.kind'", wanted.actorKinds),
  ];
  return { sql: parts.map(({ sql }) => sql).join(' AND '), params: parts.flatMap(({ params }) => params) };
};

const OWN_COLUMNS =
  'o.id, o.verb, o.object, o.subject, o.count, o.at_ms AS atMs, o.actor, o.undo_of AS undoOf, o.undone_by AS undoneBy';

/** Those that changed something, the newest first. */
export const listOperationRows = (
  db: ReadDb,
  wanted: OperationsWanted,
  before: OperationPlace,
  limit: number,
): readonly OperationRow[] => {
  const { sql, params } = operationCondition(wanted, before);
  return db.all<OperationRow>(
    `SELECT ${OWN_COLUMNS} FROM operation AS o WHERE ${sql} ORDER BY o.at_ms DESC, o.id DESC LIMIT ?`,
    [...params, limit],
  );
};

/** The same of those that changed some records. */
export const listOperationRowsOf = (
  db: ReadDb,
  rids: readonly number[],
  wanted: OperationsWanted,
  before: OperationPlace,
  limit: number,
): readonly OperationRow[] => {
  const { sql, params } = operationCondition(wanted, before);
  return db.all<OperationRow>(
    `SELECT ${OWN_COLUMNS} FROM (SELECT DISTINCT op FROM change_log WHERE rid IN (SELECT value FROM json_each(?))) AS l
     CROSS JOIN operation AS o ON o.id = l.op WHERE ${sql} ORDER BY o.at_ms DESC, o.id DESC LIMIT ?`,
    [JSON.stringify(rids), ...params, limit],
  );
};

/** A change beside the action that it belongs to. */
export interface OperationChangeRow extends Omit<OperationRow, 'id'> {
  readonly op: number;
  readonly pos: number;
  readonly t: number;
  readonly rid: number;
  readonly kind: number;
  readonly p: string | null;
  readonly prev: string | null;
}

const CHANGE_COLUMNS = `${OWN_COLUMNS.replace('o.id', 'o.id AS op')}, l.pos, l.t, l.rid, l.kind, l.p, l.prev`;

/** Changes of actions older than a place, the newest action and in it the last change first. */
export const listChangesOfOperations = (
  db: ReadDb,
  wanted: OperationsWanted,
  before: OperationPlace,
  limit: number,
): readonly OperationChangeRow[] => {
  const { sql, params } = operationCondition(wanted, before);
  return db.all<OperationChangeRow>(
    `SELECT ${CHANGE_COLUMNS} FROM operation AS o CROSS JOIN change_log AS l ON l.op = o.id WHERE ${sql}
     ORDER BY o.at_ms DESC, o.id DESC, l.pos DESC LIMIT ?`,
    [...params, limit],
  );
};

/** The rest of one action's changes: those before a position of the log. */
export const listChangesOfOperation = (
  db: ReadDb,
  op: number,
  beforePos: number,
  limit: number,
): readonly OperationChangeRow[] =>
  db.all<OperationChangeRow>(
    `SELECT ${CHANGE_COLUMNS} FROM change_log AS l CROSS JOIN operation AS o ON o.id = l.op
     WHERE l.op = ? AND l.pos < ? ORDER BY l.pos DESC LIMIT ?`,
    [op, beforePos, limit],
  );

/** Changes of some records, of actions older than a place or of its action and before a position. */
export const listChangesOfRecords = (
  db: ReadDb,
  rids: readonly number[],
  wanted: OperationsWanted,
  before: OperationPlace & { readonly pos: number },
  limit: number,
): readonly OperationChangeRow[] => {
  const { sql, params } = operationCondition(wanted, { atMs: before.atMs, id: before.id + 1 });
  return db.all<OperationChangeRow>(
    `SELECT ${CHANGE_COLUMNS} FROM change_log AS l CROSS JOIN operation AS o ON o.id = l.op
     WHERE l.rid IN (SELECT value FROM json_each(?)) AND ${sql} AND (o.at_ms, o.id, l.pos) < (?, ?, ?)
     ORDER BY o.at_ms DESC, o.id DESC, l.pos DESC LIMIT ?`,
    [JSON.stringify(rids), ...params, before.atMs, before.id, before.pos, limit],
  );
};
