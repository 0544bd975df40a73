import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { OperationFilter } from '@shared/contract/history.contract';
import { useEngine, useHost } from '../../rpc/engine-context';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';

/** Writes who changed what into a file and hands it to the person. How far it is, and the way to stop it, are among the background work. */
export const useHistoryExport = (): {
  readonly isBusy: boolean;
  readonly run: (filter: OperationFilter) => Promise<void>;
} => {
  const { t } = useLingui();
  const engine = useEngine();
  const host = useHost();
  const show = useToasts((state) => state.show);
  const { reportError } = useUndo();
  const [isBusy, setBusy] = useState(false);
  const run = async (filter: OperationFilter): Promise<void> => {
    setBusy(true);
    try {
      const { file, fileName, rows } = await engine.exchange.exportHistory({ filter, format: 'csv' });
      const counted = plural(rows, { one: '# change', other: '# changes' });
      if (await host.saveStaged(file, fileName)) show({ text: t`${counted} exported to ${fileName}`, subject: file });
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  };
  return { isBusy, run };
};
