import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ENGINE = path.resolve('src-main/engine');

/** A call of the database with its text written on the spot. Compilers give the text that they made, by name. */
const SPOKEN_SQL =
  /\.(?:all|get|run|pluck|lists|iterate|exec)(?:<[^()]*>)?\(\s*['"`]\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|EXPLAIN|PRAGMA)\b/;

const mayHoldSql = (file: string): boolean => file.endsWith('.sql.ts') || file.startsWith(`storage${path.sep}`);

const engineFiles = (): readonly string[] =>
  readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

test('SQL text stands in *.sql.ts and in storage', () => {
  const files = engineFiles();
  const strays = files.filter(
    (file) => !mayHoldSql(file) && SPOKEN_SQL.test(readFileSync(path.join(ENGINE, file), 'utf8')),
  );

  expect(strays).toEqual([]);
  expect(files.length).toBeGreaterThan(100);
});

test.each(["db.run('DELETE FROM rec')", 'db.pluck<string>(`SELECT 1`)', "scope.db.all<Row>(\n  'SELECT 1')"])(
  '%s would be noticed',
  (text) => {
    expect(SPOKEN_SQL.test(text)).toBe(true);
  },
);
