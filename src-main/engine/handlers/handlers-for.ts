import type { AnySchema, ContractProcedure, ErrorMap, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import type { ProcedureMeta } from '@shared/contract/procedure';
import type { ActionContext, CommandContext, QueryContext } from './context';

type ContextOf<Kind> = Kind extends 'query' ? QueryContext : Kind extends 'command' ? CommandContext : ActionContext;

type HandlerFor<P> =
  P extends ContractProcedure<infer I extends AnySchema, infer O extends AnySchema, ErrorMap, infer M>
    ? M extends ProcedureMeta
      ? (
          context: ContextOf<M['kind']>,
          input: InferSchemaOutput<I>,
        ) => M['kind'] extends 'query' | 'command'
          ? Readonly<InferSchemaInput<O>>
          : M['kind'] extends 'action'
            ? Promise<Readonly<InferSchemaInput<O>>>
            : InferSchemaInput<O>
      : never
    : never;

/** A function for every procedure of a contract; what it is given follows from the procedure's kind. */
export type HandlersFor<C> = { readonly [Name in keyof C]: HandlerFor<C[Name]> };
