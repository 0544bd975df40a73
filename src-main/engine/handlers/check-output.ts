import type { AnySchema } from '@orpc/contract';
import { contract } from '@shared/contract/index';

const namespaces: Readonly<
  Record<string, Readonly<Record<string, { readonly '~orpc': { readonly outputSchema?: AnySchema | undefined } }>>>
> = contract;

/**
 * An answer of the procedure at `path` as its contract describes it: what the contract does not name stays behind. Checked on the thread that made it, so that the
 * text of a reader's answer can be handed on unread.
 */
export const checkOutput = (path: string, value: unknown): unknown => {
  const [namespace = '', name = ''] = path.split('.');
  const checked = namespaces[namespace]?.[name]?.['~orpc'].outputSchema?.['~standard'].validate(value);
  if (!checked || checked instanceof Promise) throw new Error(`${path} has no answer that can be checked`);
  if (checked.issues) {
    const [issue] = checked.issues;
    throw new Error(
      `${path} answered what its contract does not describe: ${issue?.message} at ${JSON.stringify(issue?.path)}`,
    );
  }
  return checked.value;
};
