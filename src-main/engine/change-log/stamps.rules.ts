/** A stamp: hybrid time and local device number. The larger wins, device breaks ties. */
export type Stamp = readonly [t: number, dev: number];

/** Stamps of an element set: `a` of the last whole assignment, `e` of single elements since ([t, dev, 1 when in the set]). */
export interface SetStamps {
  readonly a?: Stamp;
  readonly e?: Readonly<Record<string, readonly [t: number, dev: number, on: 0 | 1]>>;
}

/** `rec.x`: stamps of the registers that were changed after the create (sync.md 3, base + exceptions). */
export type Exceptions = Readonly<Record<string, Stamp | SetStamps>>;

/** Reads `rec.x`; null is no exception at all. */
export const parseExceptions = (x: string | null): Exceptions => {
  if (x === null) return {};
  // The engine wrote it itself, in this shape.
  return JSON.parse(x) as Exceptions;
};

/** Whether an exception is the stamp of a plain register rather than of a set. */
export const isPlainStamp = (exception: Stamp | SetStamps): exception is Stamp => Array.isArray(exception);

/** When a register changed last after the create; undefined when it never did. */
export const newestStamp = (exception: Stamp | SetStamps | undefined): Stamp | undefined => {
  if (exception === undefined || isPlainStamp(exception)) return exception;
  let newest = exception.a;
  for (const [t, dev] of Object.values(exception.e ?? {})) if (!newest || t > newest[0]) newest = [t, dev];
  return newest;
};

/** How a list changed: elements that came and went, or the whole list when the order changed too. */
export type SetChange =
  | { readonly kind: 'elements'; readonly plus: readonly string[]; readonly minus: readonly string[] }
  | { readonly kind: 'whole'; readonly list: readonly string[] };

/** More element stamps than this are folded into one whole assignment (sync.md 3). */
export const MAX_ELEMENT_STAMPS = 256;

/** Elements where that is all that changed (two devices can then both add), the whole list where its order did. */
export const diffSets = (before: readonly string[], after: readonly string[], stampCount: number): SetChange => {
  const had = new Set(before);
  const has = new Set(after);
  const plus = [...has].filter((element) => !had.has(element));
  const minus = [...had].filter((element) => !has.has(element));
  const merged = [...before.filter((element) => has.has(element)), ...plus];
  const isInOrder = merged.length === after.length && merged.every((element, i) => element === after[i]);
  if (!isInOrder || stampCount + plus.length + minus.length > MAX_ELEMENT_STAMPS) return { kind: 'whole', list: after };
  return { kind: 'elements', plus, minus };
};

/** The list after a change. */
export const applySetChange = (before: readonly string[], change: SetChange): readonly string[] => {
  if (change.kind === 'whole') return change.list;
  const minus = new Set(change.minus);
  const kept = before.filter((element) => !minus.has(element));
  const have = new Set(kept);
  return [...kept, ...change.plus.filter((element) => !have.has(element))];
};

/** The stamps of a set after a change. */
export const stampSetChange = (old: Stamp | SetStamps | undefined, change: SetChange, stamp: Stamp): SetStamps => {
  if (change.kind === 'whole') return { a: stamp };
  const set: SetStamps = old === undefined || isPlainStamp(old) ? {} : old;
  const e = { ...set.e };
  for (const element of change.plus) define(e, element, [...stamp, 1]);
  for (const element of change.minus) define(e, element, [...stamp, 0]);
  return set.a ? { a: set.a, e } : { e };
};

/** Sets an own key, also one named "__proto__". */
const define = <V>(target: Record<string, V>, key: string, value: V): void => {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
};
