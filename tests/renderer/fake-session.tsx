import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { createORPCClient } from '@orpc/client';
import type { QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AnySchema, ContractProcedure, ErrorMap, InferSchemaOutput, Meta } from '@orpc/contract';
import type { Contract, EngineClient } from '@shared/contract';
import type { OwnAccess } from '@shared/contract/members.contract';
import type { ChangeSet } from '@shared/domain/changes';
import { StagedFileId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { FieldEnvironmentProvider } from '@renderer/fields/field-environment';
import { createQueryClient, EngineProvider } from '@renderer/rpc/engine-context';
import type { RendererHost } from '@renderer/rpc/host';
import type { OutputOf, ProcedurePath } from '@renderer/rpc/procedures';
import type { EngineSession } from '@renderer/rpc/session';
import { FAKE_MEMBERS, FAKE_OBJECTS } from './fake-objects';

/** The input as the procedure's schema has made it: what the engine's own handler is given. */
type ParsedInput<Procedure> =
  Procedure extends ContractProcedure<infer Input extends AnySchema, AnySchema, ErrorMap, Meta>
    ? InferSchemaOutput<Input>
    : never;
type ParsedInputOf<P> = P extends `${infer D extends keyof Contract}.${infer N}`
  ? N extends keyof Contract[D]
    ? ParsedInput<Contract[D][N]>
    : never
  : never;

/** Of a subscription, what it yields. */
type AnswerOf<Output> = Output extends AsyncIterable<infer Yielded> ? AsyncIterable<Yielded> : Output;

/** What the engine answers, by path; the rest fails as it would for an unknown procedure. */
export type FakeAnswers = {
  readonly [P in ProcedurePath]?: (
    input: ParsedInputOf<P>,
    signal: AbortSignal | undefined,
  ) => AnswerOf<OutputOf<P>> | Promise<AnswerOf<OutputOf<P>>>;
};

export interface FakeSession extends EngineSession {
  /** Every call made so far. */
  readonly calls: readonly { readonly path: string; readonly input: unknown }[];
  readonly publish: (changes: ChangeSet) => void;
}

const isAnswer = (value: unknown): value is (input: unknown, signal: AbortSignal | undefined) => unknown =>
  typeof value === 'function';

/** A session without a wire. */
export const fakeSession = (answers: FakeAnswers): FakeSession => {
  const calls: { path: string; input: unknown }[] = [];
  const listeners = new Set<(changes: ChangeSet) => void>();
  async function* watch(signal: AbortSignal | undefined) {
    const queue: ChangeSet[] = [];
    let wake = () => {};
    const listener = (changes: ChangeSet) => {
      queue.push(changes);
      wake();
    };
    listeners.add(listener);
    signal?.addEventListener('abort', () => wake());
    while (!signal?.aborted) {
      const next = queue.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    listeners.delete(listener);
  }
  const call = async (path: string, input: unknown, signal?: AbortSignal): Promise<unknown> => {
    if (path === 'records.changes') return watch(signal);
    calls.push({ path, input });
    const answer: unknown = Object.entries(answers).find(([key]) => key === path)?.[1];
    if (!isAnswer(answer)) throw new Error(`No answer for ${path}`);
    return answer(input, signal);
  };
  return {
    client: createORPCClient<EngineClient>({ call: (path, input, { signal }) => call(path.join('.'), input, signal) }),
    call,
    getStatus: () => 'connected',
    onStatus: () => () => {},
    retryNow: () => {},
    close: () => {},
    calls,
    publish: (changes) => {
      for (const listener of listeners) listener(changes);
    },
  };
};

export const fakeHost = (): RendererHost => ({
  info: () => Promise.resolve({ kind: 'web', platform: 'linux' }),
  stageFile: (file) =>
    Promise.resolve({
      file: StagedFileId.parse('01920000-0000-7000-8000-00000000f11e'),
      fileName: file.name,
      sizeBytes: file.size,
    }),
  saveStaged: () => Promise.resolve(true),
  openExternal: () => Promise.resolve(),
  notify: () => Promise.resolve(),
});

interface WrapperOptions {
  readonly session: EngineSession;
  readonly queries?: QueryClient;
  readonly host?: RendererHost;
  /** What whoever works here may do. Default: everything. */
  readonly access?: OwnAccess | null;
  readonly objects?: readonly ObjectDef[];
}

/** What stands around every component of the application. */
export const wrapperFor = ({
  session,
  queries = createQueryClient(),
  host = fakeHost(),
  access = null,
  objects = FAKE_OBJECTS,
}: WrapperOptions) => {
  i18n.loadAndActivate({ locale: 'en', messages: {} });
  return ({ children }: { readonly children: ReactNode }) => (
    <I18nProvider i18n={i18n}>
      <EngineProvider session={session} host={host} queries={queries}>
        <FieldEnvironmentProvider
          locale="en-GB"
          timeZone="Europe/Berlin"
          currency="EUR"
          phoneRegion="DE"
          objects={objects}
          members={FAKE_MEMBERS}
          me={FAKE_MEMBERS[0]?.id ?? null}
          access={access}
        >
          {children}
        </FieldEnvironmentProvider>
      </EngineProvider>
    </I18nProvider>
  );
};
