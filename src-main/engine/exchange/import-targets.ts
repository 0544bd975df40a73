import { foldCase } from '@shared/domain/field-types/clean-text';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import { type Normalize, toCells } from './import-match';
import { findByColumns } from './match-record.sql';

/** Titles that are remembered between rows. */
const MAX_REMEMBERED = 100_000;

/** Related records by title, as a file names them: without case, the oldest of several. */
export const createTargetBook = () => {
  // By object, then by the title as written: most rows name a company as another row has done before.
  const remembered = new Map<string, Map<string, RecordId>>();
  const titlesOf = (target: ObjectModel): Map<string, RecordId> => {
    const known = remembered.get(target.def.name);
    if (known) return known;
    const titles = new Map<string, RecordId>();
    remembered.set(target.def.name, titles);
    return titles;
  };
  const remember = (titles: Map<string, RecordId>, title: string, id: RecordId): void => {
    if (titles.size >= MAX_REMEMBERED) {
      const oldest = titles.keys().next().value;
      if (oldest !== undefined) titles.delete(oldest);
    }
    titles.set(title, id);
  };
  return {
    find: (db: ReadDb, target: ObjectModel, title: string, normalize: Normalize): RecordId | undefined => {
      const titles = titlesOf(target);
      const known = titles.get(title) ?? titles.get(foldCase(title));
      if (known) return known;
      const { titleField } = target;
      const found = findByColumns(db, target, titleField.columns, toCells(titleField, normalize(titleField, title)));
      if (found) remember(titles, title, found.id);
      return found?.id;
    },
    /** Names a record that is about to be made. */
    add: (target: ObjectModel, title: string, id: RecordId): void => remember(titlesOf(target), foldCase(title), id),
    forgetAll: (): void => remembered.clear(),
  };
};
