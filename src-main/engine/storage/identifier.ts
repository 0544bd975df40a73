/** Quotes a name of metadata for SQL. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
