import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { EngineClient } from '@shared/contract';
import { jsonTextSerializer } from '@shared/contract/json-text';
import { AppError, isErrorCode, type ErrorDetail } from '@shared/errors/app-error';
import type { RunningEngine } from './running-engine';

export interface EngineLine {
  readonly client: EngineClient;
  readonly close: () => void;
}

/** A line to a running engine from the thread that started it. */
export const connectEngine = (engine: RunningEngine<MessagePort>): EngineLine => {
  const { port1, port2 } = new MessageChannel();
  engine.connect(port2);
  const client = createORPCClient<EngineClient>(
    new RPCLink({ port: port1, customJsonSerializers: [jsonTextSerializer] }),
  );
  port1.start();
  return { client, close: () => port1.close() };
};

const isDetail = (value: unknown): value is ErrorDetail =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((part) => ['string', 'number', 'boolean'].includes(typeof part));

/** What a call failed with, as one of the fourteen codes. */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (!(error instanceof ORPCError)) {
    return new AppError('internal', error instanceof Error ? error.message : String(error), {}, { cause: error });
  }
  const code: unknown = error.code;
  const detail: unknown = error.data;
  const known = isErrorCode(code) ? code : code === 'BAD_REQUEST' ? 'invalid_input' : 'internal';
  return new AppError(known, error.message, isDetail(detail) ? detail : {}, { cause: error });
};
