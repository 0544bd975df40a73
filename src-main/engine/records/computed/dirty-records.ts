import type { SchemaModel } from '../../schema/model';
import type { SqlValue } from '../../storage/db';
import { planOf } from './plan';

/** Gathers what a transaction writes that a computed field may depend on; worked out once, at its end. */
export interface DirtyRecords {
  readonly created: (objectKey: string, rid: number) => void;
  /** `before` gives the first column of a field as it was. */
  readonly changed: (
    objectKey: string,
    rid: number,
    fieldKeys: readonly string[],
    before: (fieldKey: string) => SqlValue,
  ) => void;
  readonly lifeChanged: (objectKey: string, rid: number, isAlive: boolean) => void;
  /** Hands over what was gathered and begins anew; undefined when there is nothing. */
  readonly take: () => Dirt | undefined;
}

export interface Dirt {
  /** Records whose own computed fields are to be worked out, by the field's node. */
  readonly nodes: ReadonlyMap<string, ReadonlySet<number>>;
  /** Records that changed, by the dependency that they are at the end of. */
  readonly sources: ReadonlyMap<string, ReadonlySet<number>>;
  /** What links led to before they were moved, as their column holds it, by the dependency on the link. */
  readonly losers: ReadonlyMap<string, ReadonlySet<string>>;
}

const addTo = <T>(map: Map<string, Set<T>>, key: string, value: T): void => {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
};

/** Nothing is kept for objects that no computed field looks at. `schema` may change while records are gathered. */
export const createDirtyRecords = (schema: () => SchemaModel): DirtyRecords => {
  const nodes = new Map<string, Set<number>>();
  const sources = new Map<string, Set<number>>();
  const losers = new Map<string, Set<string>>();
  const watchOf = (objectKey: string) => planOf(schema()).watches.get(objectKey);
  return {
    created: (objectKey, rid) => {
      const watch = watchOf(objectKey);
      if (!watch) return;
      for (const { id } of watch.own) addTo(nodes, id, rid);
      // Whatever leads over a new record was not there before.
      for (const { id } of watch.life) addTo(sources, id, rid);
    },
    changed: (objectKey, rid, fieldKeys, before) => {
      const watch = watchOf(objectKey);
      if (!watch) return;
      for (const key of fieldKeys) {
        for (const { id, loser } of watch.byField.get(key) ?? []) {
          addTo(sources, id, rid);
          const link = loser ? before(key) : null;
          if (typeof link === 'string') addTo(losers, id, link);
        }
      }
    },
    lifeChanged: (objectKey, rid, isAlive) => {
      const watch = watchOf(objectKey);
      if (!watch) return;
      // In the trash a record keeps what it held; taken out, it is brought up to date.
      if (isAlive) for (const { id } of watch.own) addTo(nodes, id, rid);
      for (const { id } of watch.life) addTo(sources, id, rid);
    },
    take: () => {
      if (nodes.size === 0 && sources.size === 0) return undefined;
      const taken = { nodes: new Map(nodes), sources: new Map(sources), losers: new Map(losers) };
      nodes.clear();
      sources.clear();
      losers.clear();
      return taken;
    },
  };
};
