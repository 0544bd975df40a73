import { z } from 'zod';
import { RecordId } from '../domain/ids';
import { command, Nothing, query } from './procedure';

/** Start and end of a part of a text, in UTF-16 code units as JavaScript counts them; the end is not part of it. */
export const TextRange = z.tuple([z.int().min(0), z.int().min(0)]);
export type TextRange = Readonly<z.infer<typeof TextRange>>;

export const SearchHit = z.object({
  object: z.string(),
  id: RecordId,
  title: z.string(),
  /** What of the title was looked for: in order, without overlaps. */
  titleRanges: z.array(TextRange),
  /** A second line that tells namesakes apart: company, e-mail, stage. May be empty. */
  subtitle: z.string(),
  subtitleRanges: z.array(TextRange),
  /** Where another field holds what was looked for: its label and a piece of its text. */
  snippet: z.object({ label: z.string(), text: z.string(), ranges: z.array(TextRange) }).nullable(),
});
export type SearchHit = Readonly<z.infer<typeof SearchHit>>;

export const SearchResults = z.object({
  results: z.array(SearchHit),
  /** How many records of each object were found, those that are not shown among them; the object of the best first. */
  counts: z.array(z.object({ object: z.string(), count: z.int() })),
  /** There may be more than were counted: only so many hits of a common word are looked at. */
  isTruncated: z.boolean(),
});
export type SearchResults = Readonly<z.infer<typeof SearchResults>>;

export const SearchSuggestion = z.object({
  /** The whole text with the suggestion in place of what was being typed. */
  text: z.string(),
  /** What it adds: "stage:won". */
  scope: z.string(),
  /** In words: "Stage: Won". */
  label: z.string(),
});
export type SearchSuggestion = Readonly<z.infer<typeof SearchSuggestion>>;

const SearchInput = z.string().max(400);

/** Finds records of all objects by what a person types. */
export const searchContract = {
  /**
   * Records that hold the words typed, best first: exact titles, words, beginnings, parts of words, then what may have been mistyped. E-mail
   * addresses, hosts and phone numbers by any part. `"a phrase"`, `-word`, `in:people`, `stage:won`, `amount:>5000`. Nothing typed is an
   * error. Empty text: what was opened or changed last.
   */
  find: query({
    input: z.strictObject({
      text: SearchInput,
      objects: z.array(z.string().max(64)).max(50).optional(),
      limit: z.int().min(1).max(100).default(20),
    }),
    output: SearchResults,
    reads: ['records', 'schema'],
  }),
  /** Scopes that complete what is being typed at the end of the text: objects, fields, and values of a field. At most ten. */
  suggest: query({
    input: z.strictObject({ text: SearchInput }),
    output: z.object({ suggestions: z.array(SearchSuggestion) }),
    reads: ['schema'],
  }),
  /** Tells search that a person opened a record, for its order. Kept on this device; no change of the record. Errors: `not_found`. */
  opened: command({ input: z.strictObject({ object: z.string().max(64), id: RecordId }), output: Nothing }),
};
