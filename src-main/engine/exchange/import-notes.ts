import type { RecordId } from '@shared/domain/ids';
import type { ValuesInput } from '@shared/domain/values';
import type { SchemaModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import type { Normalize } from './import-match';
import { hasNote } from './match-record.sql';
import type { RowNote } from './row-values';

const TITLE_CHARS = 80;

/** The notes that a row adds to its record, as values of Note. A text that the record has as a note already is left out. */
export const noteValues = (
  db: ReadDb,
  schema: SchemaModel,
  about: { readonly object: string; readonly id: RecordId; readonly isNew: boolean },
  notes: readonly RowNote[],
  normalize: Normalize,
): readonly ValuesInput[] => {
  const note = schema.objects.get('note');
  const body = note?.fields.get('body');
  const target = note?.fields.get('target');
  if (!note || !body || !target) return [];
  const columns = { object: note, bodyColumn: body.columns[0] ?? '', targetColumn: target.columns[0] ?? '' };
  return notes.flatMap(({ title, text }) => {
    const stored = normalize(body, text);
    const [cell] = stored === null ? [] : body.storage.toColumns(stored);
    const isThere =
      !about.isNew && typeof cell === 'string' && hasNote(db, columns, `${about.object}:${about.id}`, cell);
    const [firstLine = ''] = text.trim().split('\n', 1);
    return isThere
      ? []
      : [
          {
            [note.titleField.def.name]: title ?? firstLine.slice(0, TITLE_CHARS).trim(),
            body: text,
            target: { object: about.object, id: about.id },
          },
        ];
  });
};
