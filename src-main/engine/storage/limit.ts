/**
 * A LIMIT clause with its number written out; for limits of which there are few, since each makes another statement. SQLite takes a third longer for a page of 50
 * when the limit is bound. Only a whole number ever gets into the text.
 */
export const limitSql = (limit: number): string => {
  if (!Number.isSafeInteger(limit) || limit < 0) throw new RangeError(`Not a limit: ${limit}`);
  return `LIMIT ${limit}`;
};
