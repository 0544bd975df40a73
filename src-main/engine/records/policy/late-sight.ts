import type { ReadDb } from '../../storage/db';
import type { SchemaModel } from '../../schema/model';
import type { WritableObject } from '../write/writable-object';
import { outOfSight } from './may';
import { listInTable } from './may.sql';

/** Records whose sight hangs on what is settled after they are written: computed fields, links, numbers. */
export interface LateSight {
  readonly add: (object: WritableObject, rid: number) => void;
  /** The same demand as `assertStaysSeen`, once all is settled. Errors: `forbidden`; the transaction must roll back. */
  readonly assertSeen: (db: ReadDb, seen: SchemaModel) => void;
}

/** Keeps nothing for whoever sees all records, or whose rules were asked before. */
export const gatherLateSight = (seen: () => SchemaModel): LateSight => {
  const ridsByObject = new Map<string, Set<number>>();
  return {
    add: ({ model: { def } }, rid) => {
      if (seen().objects.get(def.name)?.access?.rows?.isSettledLate !== true) return;
      const rids = ridsByObject.get(def.name) ?? new Set();
      ridsByObject.set(def.name, rids.add(rid));
    },
    assertSeen: (db, schema) => {
      for (const [name, rids] of ridsByObject) {
        const object = schema.objects.get(name);
        if (object && listInTable(db, object.table, [...rids]).length < rids.size) throw outOfSight(object.def);
      }
    },
  };
};
