import type { FieldValue } from '@shared/domain/values';
import type { FieldModel } from '../../schema/model';
import { parsePayload, parsePrev, payloadRegisters } from '../../change-log/payload';
import type { Payload } from '../../change-log/payload';
import { applySetChange } from '../../change-log/stamps.rules';
import { emptyCells, POSITION_COLUMN, setRegister, storedValue } from '../write/writable-object';
import type { Register, WritableObject } from '../write/writable-object';

export interface FieldChange {
  readonly field: FieldModel;
  /** Stored values: a relation is an id. */
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** What a register holds after a change, given what it held before. */
export const valueAfter = (register: Register, payload: Payload, before: FieldValue): FieldValue => {
  const { key } = register;
  if (payload.s && Object.hasOwn(payload.s, key)) return payload.s[key] ?? null;
  if (payload.E && Object.hasOwn(payload.E, key)) return payload.E[key] ?? null;
  const elements = payload.e && Object.hasOwn(payload.e, key) ? payload.e[key] : undefined;
  if (!elements) return before;
  const list = Array.isArray(before) ? before.filter((element) => typeof element === 'string') : [];
  return applySetChange(list, { kind: 'elements', plus: elements['+'], minus: elements['-'] });
};

/** What a row of the log says, by field: parts of a composite are put together again. Places in manual order are left out. */
export const readChange = (
  object: WritableObject,
  row: { readonly kind: number; readonly p: string | null; readonly prev: string | null },
): readonly FieldChange[] => {
  if (row.kind > 1) return [];
  const payload = parsePayload(row.p);
  const prev = parsePrev(row.prev);
  const before = emptyCells(object);
  const after = emptyCells(object);
  const touched = new Set<Register['field']>();
  for (const key of [...Object.keys(prev), ...payloadRegisters(payload)]) {
    const register = object.registersByKey.get(key);
    if (!register || register.from === POSITION_COLUMN) continue;
    touched.add(register.field);
    const old = Object.hasOwn(prev, key) ? (prev[key] ?? null) : null;
    setRegister(register, before, old);
    setRegister(register, after, valueAfter(register, payload, old));
  }
  return [...touched].map((field) => ({
    field: field.model,
    before: storedValue(field, before),
    after: storedValue(field, after),
  }));
};
