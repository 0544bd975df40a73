import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findKnownBeginnings } from '@main/engine/records/search/find-records.sql';
import { neighboursOf } from '@main/engine/records/search/spelling';
import { writeFixture } from '../../helpers/write-fixture';

/** Short, so that many begin alike; with letters beyond the plane where JavaScript and SQLite order alike. */
const word = fc
  .array(fc.constantFrom('a', 'b', 'c', 'я', '\ufb01', '\u{10428}', '\u{1e922}'), { minLength: 1, maxLength: 4 })
  .map((letters) => letters.join(''));

const withWords = () => {
  const { db, database } = writeFixture();
  const know = (words: readonly string[]): void =>
    database.inTransaction((write) => {
      write.run('DELETE FROM search_word');
      write.run('INSERT OR IGNORE INTO search_word SELECT value FROM json_each(?)', [JSON.stringify(words)]);
    });
  return { db, know };
};

test('known beginnings are those of all texts with which some word begins', () => {
  const { db, know } = withWords();

  fc.assert(
    fc.property(fc.uniqueArray(word), fc.uniqueArray(word), (words, texts) => {
      know(words);

      const known = findKnownBeginnings(db, texts);

      expect(known.toSorted()).toEqual(texts.filter((text) => words.some((each) => each.startsWith(text))).toSorted());
    }),
  );
});

test('hundreds of texts cost one statement', () => {
  const { db, know } = withWords();
  know(['anna', 'brandt', 'quorrelb', 'zhang']);
  const texts = neighboursOf('quorrela');
  const before = db.statementCount();

  const known = findKnownBeginnings(db, texts);

  expect(texts.length).toBeGreaterThan(400);
  expect(known.toSorted()).toEqual(['quorrel', 'quorrelb']);
  expect(db.statementCount() - before).toBe(1);
});
