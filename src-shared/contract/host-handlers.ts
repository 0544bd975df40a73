import { msg } from '@lingui/core/macro';
import type { InferContractRouterOutputs, InferSchemaOutput } from '@orpc/contract';
import { AppError } from '../errors/app-error';
import { schemaIssue } from '../messages/schema-issue';
import { hostContract, type HostContract } from './host.contract';

/** What a handler gets: the input as its schema has made it. */
type Inputs = {
  readonly [P in keyof HostContract]: InferSchemaOutput<NonNullable<HostContract[P]['~orpc']['inputSchema']>>;
};
type Outputs = InferContractRouterOutputs<HostContract>;

export type HostProcedure = keyof HostContract;
/** Each host has one of these: a procedure that it forgets does not compile. */
export type HostHandlers = { readonly [P in HostProcedure]: (input: Inputs[P]) => Promise<Outputs[P]> };

const isHostProcedure = (name: string): name is HostProcedure => Object.hasOwn(hostContract, name);

const run = async <P extends HostProcedure>(handlers: HostHandlers, name: P, input: unknown): Promise<unknown> => {
  const { inputSchema, outputSchema } = hostContract[name]['~orpc'];
  if (!inputSchema || !outputSchema) throw new Error(`host.${name} has no schemas`);
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) throw new AppError('invalid_input', schemaIssue(parsed.error.issues[0]).words, { name });
  // The procedure's own schema has just made it: the compiler cannot follow that through the generic name.
  return outputSchema.parse(await handlers[name](parsed.data as Inputs[P]));
};

/** Calls a host procedure that a window asked for by name. Errors: `not_found`, `invalid_input`, and the procedure's own. */
export const callHost = async (handlers: HostHandlers, name: string, input: unknown): Promise<unknown> => {
  if (!isHostProcedure(name)) throw new AppError('not_found', msg`The host has no such procedure`, { name });
  return run(handlers, name, input);
};
