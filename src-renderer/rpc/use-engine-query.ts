import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AppError } from '@shared/errors/app-error';
import { useSession } from './engine-context';
import type { InputOf, OutputOf, ProcedurePath } from './procedures';
import type { EngineSession } from './session';

export interface EngineQueryOptions {
  readonly enabled?: boolean | undefined;
  /** Default true: while the input changes the last result stays, so that nothing flickers. */
  readonly keepPrevious?: boolean | undefined;
}

/** The request of a procedure, for hooks that watch several at once. */
export const engineQuery = <P extends ProcedurePath>(session: EngineSession, path: P, input: InputOf<P>) =>
  queryOptions<OutputOf<P>, AppError, OutputOf<P>, readonly [P, InputOf<P>]>({
    queryKey: [path, input],
    // The session answers with what the contract says of this path; the engine has parsed it.
    queryFn: async ({ signal }) => (await session.call(path, input, signal)) as OutputOf<P>,
  });

/** A result of the engine that is fetched again whenever a change can affect it. */
export const useEngineQuery = <P extends ProcedurePath>(
  path: P,
  input: InputOf<P>,
  { enabled = true, keepPrevious = true }: EngineQueryOptions = {},
): UseQueryResult<OutputOf<P>, AppError> =>
  useQuery<OutputOf<P>, AppError, OutputOf<P>, readonly [P, InputOf<P>]>({
    ...engineQuery(useSession(), path, input),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
