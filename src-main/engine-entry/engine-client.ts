import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { msg } from '@lingui/core/macro';
import { createORPCClient } from '@orpc/client';
import type { EngineClient } from '@shared/contract';
import { AppError } from '@shared/errors/app-error';
import { appErrorOf } from '@shared/errors/failure';
import { createCalls } from '@shared/wire/calls';
import { portLine } from '@shared/wire/line';
import type { RunningEngine } from './running-engine';

export interface EngineLine {
  readonly client: EngineClient;
  readonly close: () => void;
}

/** A line to a running engine from the thread that started it. */
export const connectEngine = (engine: RunningEngine<MessagePort>): EngineLine => {
  const { port1, port2 } = new MessageChannel();
  engine.connect(port2);
  const client = createORPCClient<EngineClient>(createCalls(portLine(port1)));
  port1.start();
  return { client, close: () => port1.close() };
};

/** What a call failed with, as one of the fourteen codes. */
export const toAppError = (error: unknown): AppError => {
  const why = error instanceof Error ? error.message : String(error);
  return (
    appErrorOf(error) ?? new AppError('internal', msg`Something in Outpost went wrong: ${why}`, {}, { cause: error })
  );
};
