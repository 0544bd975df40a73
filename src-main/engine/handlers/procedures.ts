import type { AnySchema, ContractProcedure, ErrorMap } from '@orpc/contract';
import { contract } from '@shared/contract/index';
import type { ProcedureMeta } from '@shared/contract/procedure';

type AnyLeaf = ContractProcedure<AnySchema, AnySchema, ErrorMap, ProcedureMeta>;
const groups: Readonly<Record<string, Readonly<Record<string, AnyLeaf>>>> = contract;

/** The procedures of the contract by their paths, as "records.window". */
export const PROCEDURES: ReadonlyMap<string, AnyLeaf['~orpc']> = new Map(
  Object.entries(groups).flatMap(([namespace, group]) =>
    Object.entries(group).map(([name, leaf]) => [`${namespace}.${name}`, leaf['~orpc']] as const),
  ),
);
