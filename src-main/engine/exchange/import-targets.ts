import { foldCase } from '@shared/domain/field-types/clean-text';
import { isRecordId, type RecordId } from '@shared/domain/ids';
import type { ValuesInput } from '@shared/domain/values';
import { isLive } from '../change-log/rec.sql';
import type { ObjectModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import { type Normalize, toCells } from './import-match';
import { findByColumns, findByIndexedValue } from './match-record.sql';

/** Titles that are remembered between rows. */
const MAX_REMEMBERED = 100_000;

/** "Ann Lee (ann@x.example)", as HubSpot names a contact. */
const NAME_AND_EMAIL = /^(.+?)\s*\(([^\s()@]+@[^\s()@]+\.[^\s()@]+)\)$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** A page of a site that many share says nothing; the site itself does. */
const DOMAIN = /^(?:https?:\/\/)?[^\s/@]+\.[^\s/@]+\/?$/i;

/** The type whose values a text looks like, where records can be told by them. */
const contactType = (text: string): 'emails' | 'links' | undefined =>
  EMAIL.test(text) ? 'emails' : DOMAIN.test(text) ? 'links' : undefined;

const findById = (db: ReadDb, target: ObjectModel, text: string): RecordId | undefined => {
  const id = text.toLowerCase();
  return isRecordId(id) && isLive(db, id, target.def.key) ? id : undefined;
};

const findByTitle = (db: ReadDb, target: ObjectModel, title: string, normalize: Normalize): RecordId | undefined => {
  const { titleField } = target;
  return findByColumns(db, target, titleField.columns, toCells(titleField, normalize(titleField, title)))?.id;
};

const findByContact = (db: ReadDb, target: ObjectModel, named: string, normalize: Normalize): RecordId | undefined => {
  const text = NAME_AND_EMAIL.exec(named)?.[2] ?? named;
  const type = contactType(text);
  for (const field of target.fields.values()) {
    if (field.def.type !== type) continue;
    for (const value of field.storage.indexedValues(normalize(field, [text]))) {
      const found = findByIndexedValue(db, target, field.def.key, value);
      if (found) return found.id;
    }
  }
  return undefined;
};

/** A record of which a file says no more than its name; one that goes by an e-mail address has it. */
export const targetValues = (target: ObjectModel, name: string): ValuesInput => {
  const emails = [...target.fields.values()].find(({ def }) => def.type === 'emails');
  const [, ownName = name, email = name] = (emails && NAME_AND_EMAIL.exec(name)) ?? [];
  const title = { [target.titleField.def.name]: ownName };
  return emails && EMAIL.test(email) ? { ...title, [emails.def.name]: [email] } : title;
};

/** Related records as a file names them: by id, title, e-mail address or domain; without case, the oldest of several. */
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
      const found =
        findById(db, target, title) ??
        findByTitle(db, target, title, normalize) ??
        findByContact(db, target, title, normalize);
      if (found) remember(titles, title, found);
      return found;
    },
    /** Names a record that is about to be made. */
    add: (target: ObjectModel, title: string, id: RecordId): void => remember(titlesOf(target), foldCase(title), id),
    forgetAll: (): void => remembered.clear(),
  };
};
