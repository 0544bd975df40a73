import { findRecByRid } from '../../change-log/rec.sql';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { SqlValue, WriteDb } from '../../storage/db';
import type { RowBuffer } from '../../storage/row-buffer';
import { readCells } from './record.sql';
import { isSearched, textsOfRecord, textsOfValues } from './search-index';
import {
  deleteDueUpTo,
  deleteTexts,
  type DueRow,
  insertDue,
  insertTexts,
  listDue,
  replaceTexts,
  TEXT_PARTS,
} from './search-rows.sql';
import type { ParsedValue } from './validate';
import { gatherVocabulary, type Vocabulary } from './vocabulary';
import { isSame, toWritable, type WritableObject } from './writable-object';

/** Tells search of what a transaction writes. */
export interface TextIndex {
  readonly created: (object: WritableObject, rid: number, values: readonly ParsedValue[]) => void;
  readonly changed: (
    object: WritableObject,
    rid: number,
    before: readonly SqlValue[],
    after: readonly SqlValue[],
  ) => void;
  /** It went to the trash or came back. */
  readonly lifeChanged: (object: WritableObject, rid: number) => void;
  /** A computed field shows another text. */
  readonly computed: (object: ObjectModel, field: FieldModel, rid: number) => void;
  /** The last step that writes records is done. */
  readonly close: () => void;
}

/** Brings search up to date with records as they are now, whatever became of them. */
const indexRecords = (db: WriteDb, schema: SchemaModel, due: Iterable<DueRow>, vocabulary: Vocabulary): void => {
  for (const { rid, parts } of due) {
    const rec = findRecByRid(db, rid);
    const model = rec?.alive === 1 ? schema.objectsByKey.get(rec.obj) : undefined;
    if (!model) {
      deleteTexts(db, rid);
      continue;
    }
    const object = toWritable(model);
    const texts = textsOfRecord(object, readCells(db, object, rid));
    replaceTexts(db, rid, texts, parts);
    vocabulary.learn(texts.vocabulary);
  }
};

/** Indexes some of the records that are due; answers how many. */
export const indexDue = (db: WriteDb, schema: SchemaModel, limit: number): number => {
  const due = listDue(db, limit);
  const last = due.at(-1);
  if (!last) return 0;
  const vocabulary = gatherVocabulary();
  indexRecords(db, schema, due, vocabulary);
  vocabulary.save(db);
  deleteDueUpTo(db, last.rid);
  return due.length;
};

const changedParts = (object: WritableObject, before: readonly SqlValue[], after: readonly SqlValue[]): number => {
  let parts = 0;
  for (const field of object.fields) {
    if (isSame(before, after, field.from, field.to) || !isSearched(object, field)) continue;
    parts |= field === object.titleField ? TEXT_PARTS.title : TEXT_PARTS.body;
  }
  return parts;
};

/** So many records a transaction may leave to be indexed after it; those of a larger one are indexed in it, some at a time. */
const MAX_DUE = 100;

/**
 * `newRows` says where the texts of new records go where a transaction makes so many that they are indexed at once; without it they are due like all others.
 */
export const openTextIndex = (db: WriteDb, schema: () => SchemaModel, newRows?: RowBuffer): TextIndex => {
  const vocabulary = gatherVocabulary();
  const due = new Map<number, number>();
  let isLarge = newRows !== undefined;
  const indexNow = (): void => {
    const rows = [...due].map(([rid, parts]) => ({ rid, parts }));
    due.clear();
    indexRecords(db, schema(), rows, vocabulary);
  };
  const add = (rid: number, parts: number): void => {
    due.set(rid, (due.get(rid) ?? 0) | parts);
    if (due.size <= MAX_DUE) return;
    isLarge = true;
    indexNow();
  };
  return {
    created: (object, rid, values) => {
      if (object.model.linkEnds) return;
      if (!newRows) return add(rid, TEXT_PARTS.all);
      const texts = textsOfValues(object, values);
      insertTexts(newRows, rid, texts);
      vocabulary.learn(texts.vocabulary);
    },
    changed: (object, rid, before, after) => {
      const parts = object.model.linkEnds ? 0 : changedParts(object, before, after);
      if (parts > 0) add(rid, parts);
    },
    lifeChanged: (object, rid) => {
      if (!object.model.linkEnds) add(rid, TEXT_PARTS.all);
    },
    computed: ({ titleField }, field, rid) =>
      add(rid, field.def.key === titleField.def.key ? TEXT_PARTS.title : TEXT_PARTS.body),
    close: () => {
      if (isLarge) indexNow();
      else for (const [rid, parts] of due) insertDue(db, { rid, parts });
      due.clear();
      vocabulary.save(db);
    },
  };
};
