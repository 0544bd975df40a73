import { listOperationChanges } from '../../change-log/change.sql';
import type { OperationRow } from '../../change-log/operation.sql';
import { CHANGE_KIND } from '../../change-log/journal';
import { findRecByRid } from '../../change-log/rec.sql';
import { maySet } from '../../schema/access';
import type { SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { isSeen } from '../policy/may';
import { toWritable } from '../write/writable-object';
import { readChange } from './field-changes';

/** Member on whose behalf an action was done; from before there were members, the owner's. */
const memberOf = ({ actor }: Pick<OperationRow, 'actor'>): unknown => {
  const parsed: unknown = JSON.parse(actor);
  return typeof parsed === 'object' && parsed !== null && 'id' in parsed ? parsed.id : undefined;
};

const isSeenChange = (db: ReadDb, schema: SchemaModel, rid: number, row: Parameters<typeof readChange>[1]): boolean => {
  const rec = findRecByRid(db, rid);
  const object = rec && schema.objectsByKey.get(rec.obj);
  if (!object || !isSeen(db, schema, object.def.name, rid)) return false;
  return row.kind !== CHANGE_KIND.patch || readChange(toWritable(object), row).length > 0;
};

/**
 * Whether somebody may know of an action. What others did to several records at once says how many there are, so it is shown to those alone who see
 * everything; what they did to one, where that one and something of the change can be seen; changes of the data model, to those who may make them.
 */
export const isSeenOperation = (db: ReadDb, schema: SchemaModel, row: OperationRow): boolean => {
  if (!schema.access) return true;
  if (schema.access.seesAll && row.object !== null) return true;
  const isMine = memberOf(row) === schema.me;
  if (row.object === null) {
    if (row.verb === 'schema') return maySet(schema, 'dataModel');
    return row.verb === 'member' ? maySet(schema, 'members') : isMine;
  }
  const object = schema.objects.get(row.object);
  if (!object) return false;
  const changes = listOperationChanges(db, row.id, Number.MAX_SAFE_INTEGER, 2);
  const [change] = changes;
  if (change === undefined || changes.length > 1) return isMine;
  // Links have no object that could be seen.
  if (isMine && schema.access.whole.links.has(findRecByRid(db, change.rid)?.obj ?? '')) return true;
  return isSeenChange(db, schema, change.rid, change);
};
