import { autoNumberText, FIRST_NUMBER } from '@shared/domain/field-types/auto-number';
import { noteUnlogged } from '../../change-log/unlogged';
import { findSetting, saveSetting } from '../../storage/setting.sql';
import type { ReadDb, WriteDb } from '../../storage/db';
import { setField } from './writable-object';
import type { Cells, WritableField, WritableObject } from './writable-object';
import type { ParsedValue } from './validate';

/** Where a field's next number is kept. It only rises: no number is given twice, whatever is deleted or undone. */
const counterKey = (objectKey: string, fieldKey: string): string => `autoNumber:${objectKey}.${fieldKey}`;

const saveCounter = (db: WriteDb, nowMs: number, key: string, next: number): void => {
  const value = String(next);
  saveSetting(db, key, value);
  noteUnlogged(db, nowMs, { kind: 'setting', key, value });
};

/** Lets a new field's counter begin at `next`: whoever calls gives the numbers before it. */
export const reserveNumbers = (
  db: WriteDb,
  nowMs: number,
  { object, field, next }: { readonly object: string; readonly field: string; readonly next: number },
): void => saveCounter(db, nowMs, counterKey(object, field), next);

export interface NumberBook {
  readonly next: (object: WritableObject, field: WritableField) => string;
  /** Keeps how far it has come; before the transaction commits. */
  readonly save: (db: WriteDb, nowMs: number) => void;
}

/** The numbers that a transaction gives: one look at each counter, one write. */
export const openNumberBook = (db: ReadDb): NumberBook => {
  const nextByKey = new Map<string, number>();
  return {
    next: (object, field) => {
      const key = counterKey(object.model.def.key, field.model.def.key);
      const { settings } = field.model.def;
      const first = settings.firstNumber ?? FIRST_NUMBER;
      const kept = nextByKey.get(key) ?? Number(findSetting(db, key) ?? first);
      const number = Math.max(kept, first);
      nextByKey.set(key, number + 1);
      return autoNumberText(settings, number);
    },
    save: (to, nowMs) => {
      for (const [key, next] of nextByKey) saveCounter(to, nowMs, key, next);
    },
  };
};

/**
 * Gives a new record its numbers, once nothing can refuse it any more. Fields in the trash count on, so that one that returns has a number for every record.
 */
export const giveNumbers = (
  session: { readonly numbers: NumberBook },
  object: WritableObject,
  cells: Cells,
): readonly ParsedValue[] =>
  object.numberedFields.map((field) => {
    const stored = session.numbers.next(object, field);
    setField(field, cells, stored);
    return { field, stored };
  });
