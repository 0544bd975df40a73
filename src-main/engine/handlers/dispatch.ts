import { msg } from '@lingui/core/macro';
import { createRouterClient, implement, ORPCError, type Procedure } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { SupportedMessagePort } from '@orpc/client/message-port';
import { type AnySchema, type ContractProcedure, type ErrorMap, ValidationError } from '@orpc/contract';
import { assertNever } from '@shared/domain/assert-never';
import { contract, type EngineClient } from '@shared/contract/index';
import { isJsonText, jsonText, jsonTextSerializer, readAnswer } from '@shared/contract/json-text';
import type { ProcedureKind, ProcedureMeta } from '@shared/contract/procedure';
import { AppError, HTTP_STATUS } from '@shared/errors/app-error';
import { toFailureData } from '@shared/errors/failure';
import { withValues } from '@shared/messages/message';
import { schemaIssue } from '@shared/messages/schema-issue';
import type { ChangeSet } from '@shared/domain/changes';
import { toStorageFailure } from '../storage/storage-failure';
import { newUuid } from '../kernel/record-ids';
import { checkOutput } from './check-output';
import type { ActionDeps, Session } from './context';
import { handlers } from './index';
import { isTooDeep } from './input-depth';

export interface Dispatch {
  /** Serves the contract over a port until it closes. */
  readonly attach: (port: SupportedMessagePort) => void;
  /** The same procedures without a wire; values still pass their schemas. */
  readonly client: EngineClient;
}

/** What a member's calls may use; null: those of whoever owns the workspace. */
export type DepsAs = (memberId: string | null) => ActionDeps;

interface SessionContext {
  readonly session: Session;
}
type SessionProcedure = Procedure<SessionContext, SessionContext, AnySchema, AnySchema, ErrorMap, ProcedureMeta>;

type AnyLeaf = ContractProcedure<AnySchema, AnySchema, ErrorMap, ProcedureMeta>;
type Untyped = (context: unknown, input: unknown) => unknown;

/** The handler behind a path. `HandlersFor` has checked that there is one for each procedure of the contract. */
const handlerAt = (namespace: string, name: string): Untyped => {
  const group: Readonly<Record<string, unknown>> = handlers[namespace as keyof typeof handlers];
  const handler = group[name];
  if (typeof handler !== 'function') throw new Error(`No handler for ${namespace}.${name}`);
  return handler as Untyped; // input and output pass the procedure's own schemas on both sides
};

const wireError = (error: AppError): unknown =>
  new ORPCError(error.code, {
    defined: true,
    status: HTTP_STATUS[error.code],
    message: error.message,
    data: toFailureData(error),
    cause: error,
  });

/** What a person, or a program, gave that the contract does not take. */
const invalidInput = (cause: ValidationError): AppError => {
  const { path, words: issue } = schemaIssue(cause.issues[0]);
  const words = withValues(msg({ message: 'The request was not understood: {issue}' }), { issue });
  return new AppError('invalid_input', words, { path }, { cause });
};

const assertNotTooDeep = (input: unknown): void => {
  if (isTooDeep(input)) throw new AppError('invalid_input', msg`The request nests lists and objects too deep.`);
};

const toWireError = (deps: ActionDeps, path: string, failure: unknown): unknown => {
  const storage = toStorageFailure(failure);
  if (storage) deps.log.error('storage failed', failure, { path });
  const cause = storage ?? failure;
  if (cause instanceof AppError) return wireError(cause);
  if (cause instanceof ORPCError) {
    if (cause.cause instanceof ValidationError && cause.code === 'BAD_REQUEST')
      return wireError(invalidInput(cause.cause));
    if (cause.defined) return cause;
  }
  const id = newUuid(deps);
  deps.log.error('procedure failed', cause, { path, id });
  const words = msg`Something in Outpost went wrong. Your data is unchanged. The log has the details.`;
  return wireError(new AppError('internal', words, { id }, { cause }));
};

const runCommand = (deps: ActionDeps, handler: Untyped, input: unknown): unknown => {
  const published: Omit<ChangeSet, 'seq'>[] = [];
  const result = deps.inTransaction((db) => {
    // Boxed: a handler's result is data, never a promise, which the type of an unknown cannot say.
    const value = handler(
      { db, deps: { ...deps, changes: (made: Omit<ChangeSet, 'seq'>) => published.push(made) } },
      input,
    );
    return { value };
  });
  for (const changes of published) if (changes.topics.length > 0) deps.bus.publish(changes);
  return result.value;
};

const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/** A subscription that fails on the way tells why, as a call does. */
async function* withWireErrors(deps: ActionDeps, path: string, stream: AsyncIterable<unknown>): AsyncGenerator {
  try {
    yield* stream;
  } catch (cause) {
    throw toWireError(deps, path, cause);
  }
}

const run = (depsAs: DepsAs, kind: ProcedureKind, path: string) => {
  const [namespace = '', name = ''] = path.split('.');
  const handler = handlerAt(namespace, name);
  return async (session: Session, input: unknown, signal: AbortSignal | undefined): Promise<unknown> => {
    const deps = depsAs(session.memberId);
    switch (kind) {
      case 'query':
        return deps.runQuery(path, input);
      case 'command':
        return checkOutput(path, runCommand(deps, handler, input));
      case 'action':
        return checkOutput(path, await handler({ deps, session, signal }, input));
      case 'subscription': {
        const stream = handler({ deps, session, signal }, input);
        return isStream(stream) ? withWireErrors(deps, path, stream) : stream;
      }
      default:
        return assertNever(kind);
    }
  };
};

const toWire = (answer: unknown): unknown =>
  isJsonText(answer) || isStream(answer) ? answer : jsonText(JSON.stringify(answer));

/** Puts the handlers behind the contract: validates, runs by kind, maps errors. The same for every host and for tests. */
export const createDispatch = (depsAs: DepsAs): Dispatch => {
  const deps = depsAs(null);
  const router: Record<string, Record<string, SessionProcedure>> = {};
  for (const [namespace, procedures] of Object.entries(contract)) {
    const group: Record<string, SessionProcedure> = {};
    const leaves: Readonly<Record<string, AnyLeaf>> = procedures;
    for (const [name, leaf] of Object.entries(leaves)) {
      const path = `${namespace}.${name}`;
      const { kind } = leaf['~orpc'].meta;
      const call = run(depsAs, kind, path);
      // oRPC checks what a subscription yields; other answers were checked where they were made.
      const config = kind === 'subscription' ? {} : { initialOutputValidationIndex: Number.NaN };
      group[name] = implement(leaf, config)
        .$context<SessionContext>()
        .handler(({ context, input, signal }) => call(context.session, input, signal));
    }
    router[namespace] = group;
  }
  const around =
    (finish: (answer: unknown) => unknown) =>
    async (options: { readonly path: readonly string[]; readonly input: unknown; next: () => Promise<unknown> }) => {
      try {
        assertNotTooDeep(options.input);
        return finish(await options.next());
      } catch (cause) {
        throw toWireError(deps, options.path.join('.'), cause);
      }
    };
  const rpc = new RPCHandler(router, {
    clientInterceptors: [around(toWire)],
    customJsonSerializers: [jsonTextSerializer],
  });
  const newContext = (): SessionContext => ({ session: { memberId: null } });
  return {
    attach: (port) => {
      rpc.upgrade(port, { context: newContext() });
    },
    // The router was made by walking the contract, so it has the contract's shape.
    client: createRouterClient(router, {
      context: newContext(),
      interceptors: [around(readAnswer)],
    }) as unknown as EngineClient,
  };
};
