import { useEffect, useState } from 'react';
import type { ImportCheck, ImportPlan } from '@shared/contract/exchange.contract';
import type { AppError } from '@shared/errors/app-error';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { importsAnything } from './import-draft.rules';

const SETTLE_MS = 250;

export interface CheckState {
  /** What the plan would do with the first rows; that of the plan before while a new one is being tried. */
  readonly check: ImportCheck | undefined;
  readonly isChecking: boolean;
  readonly error: AppError | null;
  /** Tries every row of the file. */
  readonly checkAll: () => void;
}

/** Tries the plan, a moment after its last change. */
export const useImportCheck = (plan: ImportPlan): CheckState => {
  const [settled, setSettled] = useState(plan);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(plan), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [plan]);
  // A plan that has changed since is tried with its first rows again.
  const [wholeOf, setWholeOf] = useState<ImportPlan | null>(null);
  const rows = wholeOf === settled ? 'all' : 'first';
  const isWorthIt = importsAnything(plan);
  const { data, error, isFetching } = useEngineQuery('exchange.check', { ...settled, rows }, { enabled: isWorthIt });
  const isChecking = isWorthIt && (settled !== plan || isFetching);
  return {
    check: error || !isWorthIt ? undefined : data,
    isChecking,
    error: isChecking ? null : error,
    checkAll: () => setWholeOf(plan),
  };
};
