import { useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';
import type { ImportColumn } from '@shared/contract/exchange.contract';

/** What a column is called; those without a header go by their number. */
export const useColumnName = (): ((column: Pick<ImportColumn, 'header' | 'index'>) => string) => {
  const { t } = useLingui();
  return useCallback(({ header, index }) => header.trim() || t`Column ${index + 1}`, [t]);
};
