import type { MessagePort } from 'node:worker_threads';
import { msg } from '@lingui/core/macro';
import type { Command } from 'commander';
import { z } from 'zod';
import type { EngineClient } from '@shared/contract';
import type { MemberName } from '@shared/domain/members';
import { findMembers } from '@shared/domain/field-types/member';
import { AppError } from '@shared/errors/app-error';
import { readAppVersion } from '../engine-entry/app-version';
import { connectEngine, type EngineLine, toAppError } from '../engine-entry/engine-client';
import type { KeyHolder } from '../engine-entry/key-holder';
import type { RunningEngine } from '../engine-entry/running-engine';
import { startEngineThread } from '../engine-entry/start-engine-thread';
import { isWorkspace, workspaceFolder } from '../engine-entry/workspace-location';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

/** What every command is given. */
export interface Cli {
  readonly terminal: Terminal;
  /** Where the built entries stand side by side. */
  readonly entriesDir: string;
  /** Of the workspace, where it is encrypted. */
  readonly keys: KeyHolder;
}

/** An open workspace, for the time of one command. */
export interface Session {
  readonly client: EngineClient;
  readonly stagingDir: string;
  /** Takes over what the first Ctrl-C does; otherwise, and at the second one, the command ends with `cancelled`. */
  readonly onInterrupt: (handler: () => void) => void;
}

const GlobalOptions = z.object({
  workspace: z.string().optional(),
  as: z.string().optional(),
  json: z.boolean().default(false),
});
export type GlobalOptions = Readonly<z.infer<typeof GlobalOptions>>;
export const globalOptions = (command: Command): GlobalOptions => GlobalOptions.parse(command.optsWithGlobals());

interface Interruption {
  readonly onInterrupt: Session['onInterrupt'];
  /** Rejects with `cancelled`; never resolves. */
  readonly cancelled: Promise<never>;
  readonly forget: () => void;
}

const listenForInterrupt = (): Interruption => {
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting any more when it fires.
  cancelled.catch(() => undefined);
  let handler: (() => void) | undefined;
  const interrupt = () => {
    const handle = handler;
    handler = undefined;
    if (handle) handle();
    else reject(new AppError('cancelled', msg`Stopped`));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, interrupt);
  return {
    cancelled,
    onInterrupt: (next) => {
      handler = next;
    },
    forget: () => {
      for (const name of signals) process.off(name, interrupt);
    },
  };
};

/** A member by id, e-mail address or name. Errors: UsageError when nobody, or more than one, is called that. */
export const findMember = async (client: EngineClient, text: string): Promise<MemberName> => {
  const { members } = await client.members.list({});
  const [member, ...others] = findMembers(members, text);
  if (!member) throw new UsageError(`There is no member "${text}"`);
  if (others.length > 0) throw new UsageError(`Several members are called "${text}": give an e-mail address`);
  return member;
};

/**
 * Opens the workspace in a thread of its own, does the work and closes it again, also after a failure or Ctrl-C.
 * Only with `create` is a workspace made where there is none. Errors: `not_found`, those of opening, those of the work.
 */
export const withEngine = async <T>(
  cli: Cli,
  command: Command,
  mode: 'existing' | 'create',
  work: (session: Session) => Promise<T>,
): Promise<T> => {
  const workspaceDir = workspaceFolder(globalOptions(command).workspace);
  if (mode === 'existing' && !isWorkspace(workspaceDir)) {
    throw new AppError('not_found', msg`There is no workspace in ${workspaceDir}`, { workspace: workspaceDir });
  }
  const { onInterrupt, cancelled, forget } = listenForInterrupt();
  let engine: RunningEngine<MessagePort> | undefined;
  let line: EngineLine | undefined;
  try {
    const start = { workspaceDir, appVersion: readAppVersion(cli.entriesDir), hasReaders: false };
    engine = await startEngineThread(cli.entriesDir, start, cli.keys);
    line = connectEngine(engine);
    const lost = engine.ended.then((): never => {
      throw new AppError('internal', msg`The engine stopped. See logs/outpost.log in the workspace.`);
    });
    const { as } = globalOptions(command);
    const session = { client: line.client, stagingDir: engine.stagingDir, onInterrupt };
    const asMember = async (): Promise<T> => {
      if (as !== undefined) {
        const { id } = await findMember(session.client, as);
        await session.client.members.viewAs({ id });
      }
      return work(session);
    };
    return await Promise.race([asMember(), lost, cancelled]);
  } catch (error) {
    throw error instanceof UsageError ? error : toAppError(error);
  } finally {
    line?.close();
    await engine?.close();
    forget();
  }
};
