import { z } from 'zod';

/** What SQLite does for a question, in its own words; steps of a subquery are one deeper than what needs it. */
export const QueryPlan = z.array(z.object({ depth: z.int(), detail: z.string() }));
export type QueryPlan = Readonly<z.infer<typeof QueryPlan>>;
