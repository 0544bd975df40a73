import type { ComputedTrial } from '@shared/contract/records.contract';
import type { FieldSettings, ObjectDef } from '@shared/domain/schema';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useDebounced } from '../../ui/use-debounced';

const WAIT_MS = 250;

/** What is tried: settings as they stand in the form of a field. */
export interface Tried {
  readonly owner: ObjectDef;
  /** API name of the field, once it is there. */
  readonly field: string | undefined;
  readonly type: 'formula' | 'rollup';
  readonly settings: Pick<FieldSettings, 'expression' | 'rollup'>;
}

export interface TriedComputed {
  /** Undefined while there is nothing to try. */
  readonly trial: ComputedTrial | undefined;
  /** The formula that was tried: what the places of its issues are in. */
  readonly expression: string;
}

/** What a computed field would hold as it stands in its form, once the form has stood still. */
export const useComputedTrial = ({ owner, field, type, settings }: Tried): TriedComputed => {
  const own = type === 'formula' ? settings.expression : settings.rollup;
  const settled = useDebounced(own, WAIT_MS);
  const isWritten = typeof settled === 'string' ? settled.trim() !== '' : settled !== undefined;
  const tried: FieldSettings = typeof settled === 'string' ? { expression: settled } : { rollup: settled };
  const input = { object: owner.name, field, type, settings: structuredClone(tried) };
  const { data } = useEngineQuery('records.tryComputed', input, { enabled: isWritten });
  return { trial: isWritten ? data : undefined, expression: tried.expression ?? '' };
};
