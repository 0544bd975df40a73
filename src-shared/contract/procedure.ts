import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import type { Topic } from '../domain/changes';
import { HTTP_STATUS, type ErrorCode } from '../errors/app-error';
import { FailureData } from '../errors/failure';

/**
 * What a procedure may do. A query is synchronous and reads; a command is synchronous and runs in one transaction;
 * an action is async, may take long and holds no transaction; a subscription yields until its caller leaves.
 */
export type ProcedureKind = 'query' | 'command' | 'action' | 'subscription';

export interface ProcedureMeta {
  readonly kind: ProcedureKind;
  /** A client refetches a query when a change set has one of these topics. */
  readonly reads: readonly Topic[];
}

const error = (status: number) => ({ status, data: FailureData });

/** The fourteen codes as oRPC's typed errors: the same for every procedure. */
const ERRORS = {
  invalid_input: error(HTTP_STATUS.invalid_input),
  not_found: error(HTTP_STATUS.not_found),
  forbidden: error(HTTP_STATUS.forbidden),
  cancelled: error(HTTP_STATUS.cancelled),
  unsupported: error(HTTP_STATUS.unsupported),
  storage_failed: error(HTTP_STATUS.storage_failed),
  version_too_new: error(HTTP_STATUS.version_too_new),
  internal: error(HTTP_STATUS.internal),
  offline: error(HTTP_STATUS.offline),
  timeout: error(HTTP_STATUS.timeout),
  rate_limited: error(HTTP_STATUS.rate_limited),
  remote_failed: error(HTTP_STATUS.remote_failed),
  conflict: error(HTTP_STATUS.conflict),
  sign_in_required: error(HTTP_STATUS.sign_in_required),
} satisfies Record<ErrorCode, unknown>;

interface Shape<I extends z.ZodType, O extends z.ZodType> {
  readonly input: I;
  readonly output: O;
}

const withKind = <K extends ProcedureKind, I extends z.ZodType, O extends z.ZodType>(
  kind: K,
  reads: readonly Topic[],
  shape: Shape<I, O>,
) =>
  oc
    .errors(ERRORS)
    .$meta<ProcedureMeta & { readonly kind: K }>({ kind, reads })
    .input(shape.input)
    .output(shape.output);

/** A synchronous read. `reads` names the topics that make its result stale. */
export const query = <I extends z.ZodType, O extends z.ZodType>(
  shape: Shape<I, O> & { readonly reads: readonly Topic[] },
) => withKind('query', shape.reads, shape);

/** A synchronous change in one transaction. */
export const command = <I extends z.ZodType, O extends z.ZodType>(shape: Shape<I, O>) => withKind('command', [], shape);

/** Async work without a transaction of its own. `reads` only where a client may show its result as a query. */
export const action = <I extends z.ZodType, O extends z.ZodType>(
  shape: Shape<I, O> & { readonly reads?: readonly Topic[] },
) => withKind('action', shape.reads ?? [], shape);

/** A stream of values, each of the shape `yields`. */
export const subscription = <I extends z.ZodType, Y extends z.ZodType>(shape: {
  readonly input: I;
  readonly yields: Y;
}) =>
  oc
    .errors(ERRORS)
    .$meta<ProcedureMeta & { readonly kind: 'subscription' }>({ kind: 'subscription', reads: [] })
    .input(shape.input)
    .output(eventIterator(shape.yields));

/** For a procedure that is given, or answers, nothing. */
export const Nothing = z.object({});
