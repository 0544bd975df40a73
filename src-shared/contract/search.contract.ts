import { z } from 'zod';
import { RecordId } from '../domain/ids';
import { query } from './procedure';

export const SearchHit = z.object({
  object: z.string(),
  id: RecordId,
  title: z.string(),
  /** A second line that tells namesakes apart: company, e-mail, stage. May be empty. */
  subtitle: z.string(),
});
export type SearchHit = Readonly<z.infer<typeof SearchHit>>;

/** Finds records of all objects by what a person types. */
export const searchContract = {
  /** Records whose words start with the words typed, best first; e-mails and phone digits too. Empty text: the newest touched. */
  find: query({
    input: z.strictObject({
      text: z.string().max(400),
      objects: z.array(z.string().max(64)).max(50).optional(),
      limit: z.int().min(1).max(100).default(20),
    }),
    output: z.object({ results: z.array(SearchHit) }),
    reads: ['records', 'schema'],
  }),
};
