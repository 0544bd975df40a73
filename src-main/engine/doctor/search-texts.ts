import type { ObjectModel } from '../schema/model';
import type { ReadDb, WriteDb } from '../storage/db';
import { isRebuilding } from '../records/search/rebuild-progress';
import { listLiveCells } from '../records/write/record.sql';
import { textsOfRecord } from '../records/write/search-index';
import { gatherVocabulary } from '../records/write/vocabulary';
import { toWritable } from '../records/write/writable-object';
import { countUnknownWords, isFoundByTitleWord, listDueRids } from './search.sql';

const PAGE = 500;
const WORD = /^[a-z0-9]{2,40}$/i;

export interface TextDifference {
  /** Words of records that mistyped ones are not corrected to. */
  words: number;
  /** Records that search does not find by the first word of their name. */
  titles: number;
}

/**
 * Compares what search knows of an object's records with what they hold: all words, and of each name the first plain one. The indexes keep no texts
 * to compare with.
 */
export const compareTexts = async (
  db: ReadDb,
  model: ObjectModel,
  pause: () => Promise<void>,
): Promise<TextDifference> => {
  const object = toWritable(model);
  const found: TextDifference = { words: 0, titles: 0 };
  for (let afterRid = 0; ;) {
    // What is being written anew is not there yet.
    if (isRebuilding(db)) return { words: 0, titles: 0 };
    const records = listLiveCells(db, object, afterRid, PAGE);
    const due = listDueRids(db);
    const vocabulary = gatherVocabulary();
    for (const { rid, cells } of records) {
      afterRid = rid;
      if (due.has(rid)) continue;
      const texts = textsOfRecord(object, cells);
      vocabulary.learn(texts.vocabulary);
      const word = texts.titleWords.split(/\s+/).find((each) => WORD.test(each));
      if (word !== undefined && !isFoundByTitleWord(db, rid, word)) found.titles += 1;
    }
    found.words += countUnknownWords(db, vocabulary.words());
    if (records.length < PAGE) return found;
    await pause();
  }
};

/** Keeps the words of some records after a rid; answers the last of them, undefined after the last of all. */
export const learnWords = (db: WriteDb, model: ObjectModel, afterRid: number): number | undefined => {
  const object = toWritable(model);
  const records = listLiveCells(db, object, afterRid, PAGE);
  const vocabulary = gatherVocabulary();
  for (const { cells } of records) vocabulary.learn(textsOfRecord(object, cells).vocabulary);
  vocabulary.save(db);
  return records.length < PAGE ? undefined : records.at(-1)?.rid;
};
