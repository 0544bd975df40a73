import type { FieldValue } from '@shared/domain/values';
import type { SqlValue } from '../../storage/db';
import { diffSets, isPlainStamp, stampSetChange } from '../../change-log/stamps.rules';
import type { Exceptions, Stamp } from '../../change-log/stamps.rules';
import { isSame, registerValue, setElements } from './writable-object';
import type { ParsedValue } from './validate';
import type { WritableField, WritableObject } from './writable-object';

/**
 * The payload of a create, as JSON text: no nulls, and no position unless it is among the values given, since every device
 * makes the same one from the stamp.
 */
export const createPayload = (values: readonly ParsedValue[], cells: readonly SqlValue[]): string => {
  const s: Record<string, FieldValue> = {};
  let sets: Record<string, FieldValue> | undefined;
  for (const { field, stored } of values) {
    if (stored === null) continue;
    for (const register of field.registers) {
      if (register.mode === 'set') (sets ??= {})[register.key] = stored;
      else if (register.mode === 'value') s[register.key] = stored;
      else if (cells[register.from] !== null) s[register.key] = registerValue(register, cells);
    }
  }
  return JSON.stringify(sets ? { s, E: sets } : { s });
};

export interface Patch {
  /** JSON. */
  readonly p: string;
  /** JSON: old values of the registers in `p`, and of all parts of a composite of which one changed. */
  readonly prev: string;
  readonly exceptions: Exceptions;
  readonly changed: readonly WritableField[];
}

/** The payload that turns `before` into `after`, with the stamps it leaves; null when they are the same. */
export const diffPayload = (
  object: WritableObject,
  before: readonly SqlValue[],
  after: readonly SqlValue[],
  old: Exceptions,
  stamp: Stamp,
): Patch | null => {
  const s: Record<string, FieldValue> = {};
  const e: Record<string, { '+': readonly string[]; '-': readonly string[] }> = {};
  const E: Record<string, readonly string[]> = {};
  const prev: Record<string, FieldValue> = {};
  const exceptions = { ...old };
  const changed: WritableField[] = [];
  for (const field of object.fields) {
    if (isSame(before, after, field.from, field.to)) continue;
    changed.push(field);
    for (const register of field.registers) {
      const { key } = register;
      prev[key] = registerValue(register, before);
      if (isSame(before, after, register.from, register.to)) continue;
      if (register.mode === 'set') {
        const known = old[key];
        const stampCount = known && !isPlainStamp(known) ? Object.keys(known.e ?? {}).length : 0;
        const change = diffSets(setElements(register, before), setElements(register, after), stampCount);
        if (change.kind === 'whole') E[key] = change.list;
        else e[key] = { '+': change.plus, '-': change.minus };
        exceptions[key] = stampSetChange(known, change, stamp);
      } else {
        s[key] = registerValue(register, after);
        exceptions[key] = stamp;
      }
    }
  }
  if (changed.length === 0) return null;
  const p = {
    ...(Object.keys(s).length > 0 && { s }),
    ...(Object.keys(e).length > 0 && { e }),
    ...(Object.keys(E).length > 0 && { E }),
  };
  return { p: JSON.stringify(p), prev: JSON.stringify(prev), exceptions, changed };
};
