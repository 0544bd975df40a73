/** The command was written wrongly: exit code 2. Everything else that fails is exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
