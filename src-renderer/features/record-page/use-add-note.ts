import { useCallback } from 'react';
import { plainTextOf } from '@shared/domain/rich-text/plain-text';
import { readMarkdown } from '@shared/domain/rich-text/read-markdown';
import { useEngine } from '../../rpc/engine-context';
import type { NoteText } from './note-form';
import type { NoteModel } from './record-model';
import type { RecordRef } from './record-ref';

const MAX_TITLE = 80;

/** A note needs a name in lists: its own title, else its first line. */
export const noteTitle = ({ title, body }: NoteText): string => {
  if (title.trim() !== '') return title.trim();
  // The words of the first line, whatever they are formatted as.
  const line = plainTextOf(readMarkdown(body)).split('\n', 1)[0] ?? '';
  return line.length > MAX_TITLE ? `${line.slice(0, MAX_TITLE - 1).trimEnd()}…` : line;
};

/** The fields of a note for what was written. */
export const noteValues = (model: NoteModel, text: NoteText): Readonly<Record<string, string>> => ({
  [model.object.titleField]: noteTitle(text),
  ...(model.body ? { [model.body.name]: text.body.trim() } : {}),
});

export const useAddNote = (model: NoteModel | undefined, record: RecordRef): ((text: NoteText) => Promise<void>) => {
  const engine = useEngine();
  return useCallback(
    async (text) => {
      if (!model) return;
      await engine.records.create({
        object: model.object.name,
        values: { ...noteValues(model, text), [model.link.name]: { object: record.object, id: record.id } },
      });
    },
    [engine, model, record.object, record.id],
  );
};
