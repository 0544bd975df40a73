/** The code that the system or SQLite gave a failure, such as `ENOENT` or `SQLITE_FULL`; empty where there is none. */
export const systemCodeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

/** Whether a file or folder was not there. */
export const isMissing = (cause: unknown): boolean => systemCodeOf(cause) === 'ENOENT';
