import type { SchemaAccess } from '../../schema/access';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import { wholeOf } from '../../schema/access';
import { type ComputedNode, planOf } from './plan';

type SeenObjects = ReadonlyMap<string, ObjectModel>;

const seesAll = (seenByKey: SeenObjects, { problem, dependencies }: ComputedNode): boolean =>
  // One that does not work names what nobody can look up.
  problem === null &&
  dependencies.every(({ object, field }) => {
    // Links stand beside objects; whether they can be seen follows from their ends, which are needed too.
    if (object.linkEnds) return true;
    const seen = seenByKey.get(object.def.key);
    return seen !== undefined && (field === null || seen.fieldsByKey.has(field.def.key));
  });

/** Whether all that a computed field reads is among the objects and fields that somebody sees. In the trash none is. */
export const isWholeInSight = (whole: SchemaModel, seenByKey: SeenObjects, objectKey: string, fieldKey: string) => {
  const node = planOf(whole).nodesById.get(`${objectKey}.${fieldKey}`);
  return node !== undefined && seesAll(seenByKey, node);
};

const mayMend = (access: SchemaAccess): boolean => access.settings.has('dataModel');

/** Whether somebody may be told why a computed field holds what it does: who mends them, and who sees all that it reads. */
export const mayKnowWhy = (seen: SchemaModel, node: ComputedNode): boolean => {
  const { access } = seen;
  if (!access || mayMend(access)) return true;
  return isWholeInSight(wholeOf(seen), seen.objectsByKey, node.object.def.key, node.field.def.key);
};
