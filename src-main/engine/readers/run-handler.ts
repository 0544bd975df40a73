import { checkOutput } from '../handlers/check-values';
import type { QueryContext } from '../handlers/context';
import { handlers } from '../handlers/index';

type QueryHandler = (context: QueryContext, input: unknown) => unknown;

const groups: Readonly<Record<string, Readonly<Record<string, unknown>>>> = handlers;

/** Runs the handler of a query procedure. The path comes from the contract, and the input has passed its schema. */
export const runHandler = (context: QueryContext, path: string, input: unknown): unknown => {
  const [namespace = '', name = ''] = path.split('.');
  const group = Object.hasOwn(groups, namespace) ? groups[namespace] : undefined;
  const handler = group && Object.hasOwn(group, name) ? group[name] : undefined;
  if (typeof handler !== 'function') throw new Error(`No handler for ${path}`);
  return checkOutput(path, (handler as QueryHandler)(context, input)); // `HandlersFor` has tied the handler to the procedure's own types
};
