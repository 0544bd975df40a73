import type { ChangeSet, RecordChange } from '@shared/domain/changes';
import type { SchemaModel } from '../../schema/model';

/** Change with every write; on their own they would tell that something out of sight has changed. */
const COMPANIONS = new Set(['updatedAt', 'updatedBy']);

const seenChange = (schema: SchemaModel, change: RecordChange): RecordChange | undefined => {
  const object = schema.objects.get(change.object);
  if (!object) return undefined;
  const fields = change.fields.filter((name) => object.fields.has(name));
  if (!change.hasMembershipChange && fields.every((name) => COMPANIONS.has(name))) return undefined;
  return { ...change, fields, ids: object.access?.rows ? null : change.ids };
};

/**
 * What a change set may tell somebody: of objects and fields that they see, and no ids where they do not see all records. A record that they do not see may
 * leave its object named, since a list that it has just left must be read again.
 */
export const seenChanges = (schema: SchemaModel, changes: ChangeSet): ChangeSet => {
  if (!schema.access) return changes;
  return { ...changes, records: changes.records.flatMap((change) => seenChange(schema, change) ?? []) };
};
