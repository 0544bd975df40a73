import { msg } from '@lingui/core/macro';
import type { AnySchema } from '@orpc/contract';
import { AppError } from '@shared/errors/app-error';
import { withValues } from '@shared/messages/message';
import { schemaIssue } from '@shared/messages/schema-issue';
import { PROCEDURES } from './procedures';

const check = (path: string, schema: AnySchema | undefined, value: unknown) => {
  const checked = schema?.['~standard'].validate(value);
  if (!checked || checked instanceof Promise) throw new Error(`${path} has nothing that can be checked at once`);
  return checked;
};

/** An input as the schema of the procedure at `path` makes it. Errors: `invalid_input` with `path`, where in the input. */
export const checkInput = (path: string, value: unknown): unknown => {
  const checked = check(path, PROCEDURES.get(path)?.inputSchema, value);
  if (!checked.issues) return checked.value;
  const { path: where, words: issue } = schemaIssue(checked.issues[0]);
  const words = withValues(msg({ message: 'The request was not understood: {issue}' }), { issue });
  throw new AppError('invalid_input', words, { path: where });
};

/**
 * An answer of the procedure at `path` as its contract describes it: what the contract does not name stays behind. Checked on the thread that made it, so that the
 * text of a reader's answer can be handed on unread. What a subscription yields is checked as it comes.
 */
export const checkOutput = (path: string, value: unknown): unknown => {
  const checked = check(path, PROCEDURES.get(path)?.outputSchema, value);
  if (!checked.issues) return checked.value;
  const [issue] = checked.issues;
  throw new Error(
    `${path} answered what its contract does not describe: ${issue?.message} at ${JSON.stringify(issue?.path)}`,
  );
};
