import { rulesFor } from '@shared/domain/field-types/index';
import { RecordId } from '@shared/domain/ids';
import type { MemberName } from '@shared/domain/members';
import type { Operator } from '@shared/domain/query';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import { storageFor } from '@main/engine/schema/field-types/index';
import type { FilterContext } from '@main/engine/schema/field-types/field-type-storage';
import { keptActors } from '@main/engine/storage/migrations/0200-kept-actors';
import { openDatabase } from '@main/engine/storage/open-database';

/** Friday, 20 November 2026, 23:30 in Berlin: already Saturday in Tokyo. */
export const NOW_MS = Date.UTC(2026, 10, 20, 22, 30);

/** Ada asks. */
export const MEMBERS = [
  { id: '0190a000-0000-7000-8000-000000000001', name: 'Ada', email: 'ada@x.example' },
  { id: '0190a000-0000-7000-8000-000000000002', name: 'Bo', email: '' },
].map((member) => ({ ...member, id: RecordId.parse(member.id) })) as [MemberName, MemberName];

/** One field of a type in a real table: what goes in, what comes out, what a condition finds. */
export const typeBench = (
  type: FieldType,
  settings: FieldSettings = {},
  timeZone = 'Europe/Berlin',
  firstWeekday = 1,
) => {
  const storage = storageFor(type);
  const columns = storage.columns.map(({ suffix }) => `"f_x${suffix}"`);
  const database = openDatabase({ file: ':memory:', mode: 'writer' });
  const context: FilterContext = { settings, nowMs: NOW_MS, timeZone, firstWeekday, me: MEMBERS[0].id };
  database.inTransaction((db) => {
    keptActors.up(db);
    db.exec(
      `CREATE TABLE member(id TEXT, name TEXT);
       INSERT INTO member VALUES ${MEMBERS.map(({ id, name }) => `('${id}', '${name}')`).join(', ')};
       CREATE TABLE t(rid INTEGER PRIMARY KEY, ${storage.columns.map((each, at) => `${columns[at] ?? ''} ${each.sqlType}`).join(', ')}) STRICT`,
    );
  });
  const normalize = (input: FieldInput): FieldValue =>
    storage.normalize(input, { settings, currency: 'EUR', phoneRegion: 'DE', members: MEMBERS });
  return {
    storage,
    operators: rulesFor(type).operators,
    normalize,
    /** Writes values as the write path does; answers what is read back. */
    store: (inputs: readonly FieldInput[]): readonly FieldValue[] => {
      const names = columns.join(', ');
      database.inTransaction((db) => {
        db.run('DELETE FROM t');
        inputs.forEach((input, at) => {
          const value = input === null ? null : normalize(input);
          const cells = value === null ? columns.map(() => null) : storage.toColumns(value);
          db.run(`INSERT INTO t(rid, ${names}) VALUES (?${', ?'.repeat(columns.length)})`, [at, ...cells]);
        });
      });
      return database.read
        .all<Readonly<Record<string, string | number | null>>>(`SELECT ${names} FROM t ORDER BY rid`)
        .map((row) => storage.fromColumns(Object.values(row)));
    },
    /** What the condition is for each row: 1 or 0, or null by mistake. */
    verdicts: (op: Operator, operand?: FieldInput): readonly (number | null)[] => {
      const { sql, params } = storage.condition(op, operand, columns, context);
      return database.read.pluck<number | null>(`SELECT ${sql} FROM t ORDER BY rid`, params);
    },
    /** Places of the rows that the condition finds. */
    find: (op: Operator, operand?: FieldInput): readonly number[] => {
      const { sql, params } = storage.condition(op, operand, columns, context);
      return database.read.pluck<number>(`SELECT rid FROM t WHERE ${sql} ORDER BY rid`, params);
    },
    sorted: (): readonly number[] => {
      const keys = storage.sortKeys(columns, settings).map((key) => `${key} NULLS LAST`);
      return database.read.pluck<number>(`SELECT rid FROM t ORDER BY ${keys.join(', ')}, rid`);
    },
    empty: (): readonly number[] =>
      database.read.pluck<number>(`SELECT rid FROM t WHERE ${storage.emptyCondition(columns)} ORDER BY rid`),
  };
};
