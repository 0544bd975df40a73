import { msg } from '@lingui/core/macro';
import { createORPCClient } from '@orpc/client';
import { assertNever } from '@shared/domain/assert-never';
import type { EngineClient } from '@shared/contract/index';
import { readAnswer, textOf } from '@shared/contract/json-text';
import type { ProcedureKind } from '@shared/contract/procedure';
import { AppError } from '@shared/errors/app-error';
import { type Port, portLine } from '@shared/wire/line';
import type { ChangeSet } from '@shared/domain/changes';
import { stoppedClock } from '../kernel/stopped-clock';
import { checkInput, checkOutput } from './check-values';
import type { ActionDeps, Session } from './context';
import { handlers } from './index';
import { isTooDeep } from './input-depth';
import { PROCEDURES } from './procedures';
import { serveLine } from './serve-line';
import { toCallError } from './to-call-error';

export interface Dispatch {
  /** Serves the contract over a port until it closes. */
  readonly attach: (port: Port) => void;
  /** The same procedures without a wire; values still pass their schemas. */
  readonly client: EngineClient;
}

/** What a member's calls may use; null: those of whoever owns the workspace. */
export type DepsAs = (memberId: string | null) => ActionDeps;

type Untyped = (context: unknown, input: unknown) => unknown;

/** The handler behind a path. `HandlersFor` has checked that there is one for each procedure of the contract. */
const handlerAt = (namespace: string, name: string): Untyped => {
  const group: Readonly<Record<string, unknown>> = handlers[namespace as keyof typeof handlers];
  const handler = group[name];
  if (typeof handler !== 'function') throw new Error(`No handler for ${namespace}.${name}`);
  return handler as Untyped; // input and output pass the procedure's own schemas on both sides
};

const assertNotTooDeep = (input: unknown): void => {
  if (isTooDeep(input)) throw new AppError('invalid_input', msg`The request nests lists and objects too deep.`);
};

const runCommand = (deps: ActionDeps, handler: Untyped, input: unknown): unknown => {
  const published: Omit<ChangeSet, 'seq'>[] = [];
  const result = deps.inTransaction((db) => {
    // Boxed: a handler's result is data, never a promise, which the type of an unknown cannot say.
    const value = handler(
      {
        db,
        deps: {
          ...deps,
          clock: stoppedClock(deps.clock),
          changes: (made: Omit<ChangeSet, 'seq'>) => published.push(made),
        },
      },
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
async function* withCallErrors(deps: ActionDeps, path: string, stream: AsyncIterable<unknown>): AsyncGenerator {
  try {
    yield* stream;
  } catch (cause) {
    throw toCallError(deps, path, cause);
  }
}

/** Runs one procedure with an input that has passed its schema. */
type Run = (session: Session, input: unknown, signal: AbortSignal | undefined) => Promise<unknown>;

const runOf = (depsAs: DepsAs, kind: ProcedureKind, path: string): Run => {
  const [namespace = '', name = ''] = path.split('.');
  const handler = handlerAt(namespace, name);
  return async (session, input, signal) => {
    const deps = depsAs(session.memberId);
    switch (kind) {
      case 'query':
        return deps.runQuery(path, input, signal);
      case 'command':
        return checkOutput(path, runCommand(deps, handler, input));
      case 'action':
        return checkOutput(path, await handler({ deps, session, signal }, input));
      case 'subscription': {
        const stream = checkOutput(path, handler({ deps, session, signal }, input));
        return isStream(stream) ? withCallErrors(deps, path, stream) : stream;
      }
      default:
        return assertNever(kind);
    }
  };
};

/** Puts the handlers behind the contract: validates, runs by kind, maps errors. The same for every host and for tests. */
export const createDispatch = (depsAs: DepsAs): Dispatch => {
  const deps = depsAs(null);
  const runs = new Map([...PROCEDURES].map(([path, { meta }]) => [path, runOf(depsAs, meta.kind, path)]));
  const newSession = (): Session => ({ memberId: null });

  /** `finish` makes of an answer, not of a stream, what the caller wants. Errors: `CallError` only. */
  const call = async <T>(
    session: Session,
    path: string,
    input: unknown,
    signal: AbortSignal | undefined,
    finish: (answer: unknown) => T,
  ): Promise<T | AsyncIterable<unknown>> => {
    const startedAtMs = performance.now();
    let run: Run | undefined;
    let isError = false;
    try {
      run = runs.get(path);
      if (!run) throw new AppError('not_found', msg`Outpost has no call of that name`, { path });
      assertNotTooDeep(input);
      const answer = await run(session, checkInput(path, input), signal);
      return isStream(answer) ? answer : finish(answer);
    } catch (cause) {
      isError = true;
      throw toCallError(deps, path, cause);
    } finally {
      // Only names of the contract, of which there are so many.
      if (run) deps.metrics.called(path, performance.now() - startedAtMs, isError);
    }
  };

  const ownSession = newSession();
  return {
    attach: (port) => {
      const session = newSession();
      serveLine(
        portLine(port),
        (path, input, signal) => call(session, path, input, signal, textOf),
        () => deps.log.warn('a frame was no call'),
      );
    },
    client: createORPCClient<EngineClient>({
      call: (path, input, { signal }) => call(ownSession, path.join('.'), input, signal, readAnswer),
    }),
  };
};
