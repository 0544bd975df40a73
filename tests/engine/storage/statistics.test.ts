import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '@main/engine/storage/open-database';
import { refreshStatistics } from '@main/engine/storage/statistics';
import { tempFolder } from '../../helpers/temp-folder';

const TOTALS = 'SELECT kind, count(*) FROM thing WHERE gone IS NULL GROUP BY kind';

test('a reader that is open already goes through a whole table as it lies, once statistics are there', () => {
  const file = path.join(tempFolder(), 'a.db');
  const writer = openDatabase({ file, mode: 'writer' });
  const columns = Array.from({ length: 80 }, (_, index) => `c${index} TEXT`).join(', ');
  writer.inTransaction((db) => {
    db.exec(`CREATE TABLE thing(rid INTEGER PRIMARY KEY, kind TEXT, owner INTEGER, gone INTEGER, ${columns}) STRICT;
      CREATE INDEX thing_owner ON thing(owner) WHERE gone IS NULL`);
    for (let i = 0; i < 3000; i += 1) db.run('INSERT INTO thing(kind, owner) VALUES (?, ?)', [`k${i % 5}`, i % 300]);
  });
  const reader = openDatabase({ file, mode: 'reader' });
  // SQLite thinks of a plan when it prepares a text, so each question is a text of its own.
  const plan = (when: string) =>
    reader.read.all<{ readonly detail: string }>(`EXPLAIN QUERY PLAN ${TOTALS} -- ${when}`)[0]?.detail;
  const before = plan('before');

  writer.inTransaction(refreshStatistics);
  reader.read.all('SELECT 1 FROM thing LIMIT 1');

  expect(before).toContain('USING INDEX');
  expect(plan('after')).toBe('SCAN thing');
  reader.close();
  writer.close();
});
