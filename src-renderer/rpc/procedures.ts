import type { InferClientInputs, InferClientOutputs } from '@orpc/client';
import { contract, type EngineClient } from '@shared/contract';
import type { Topic } from '@shared/domain/changes';

type Inputs = InferClientInputs<EngineClient>;
type Outputs = InferClientOutputs<EngineClient>;
type Domain = keyof EngineClient;

/** "records.window": every procedure by its path. */
export type ProcedurePath = { [D in Domain]: `${D}.${keyof EngineClient[D] & string}` }[Domain];

type At<Tree, P extends string> = P extends `${infer D}.${infer N}`
  ? D extends keyof Tree
    ? N extends keyof Tree[D]
      ? Tree[D][N]
      : never
    : never
  : never;

export type InputOf<P extends ProcedurePath> = At<Inputs, P>;
export type OutputOf<P extends ProcedurePath> = At<Outputs, P>;

interface ReadMeta {
  readonly '~orpc': { readonly meta: { readonly reads: readonly Topic[] } };
}
const domains: Readonly<Record<string, Readonly<Record<string, ReadMeta>>>> = contract;

/** The topics that make a result of this procedure stale. */
export const topicsOf = (path: string): readonly Topic[] => {
  const [domain = '', name = ''] = path.split('.', 2);
  return domains[domain]?.[name]?.['~orpc'].meta.reads ?? [];
};
