import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';
import type { ExportFormat } from '../features/table/export-items';
import type { ExportedList } from '../features/table/table-page';
import { useEngine, useHost } from '../rpc/engine-context';
import { useToasts } from '../stores/toasts.store';
import { useUndo } from '../stores/undo';

/** Writes the records of a list into a file and hands it to the person. */
export const useExport = (): ((list: ExportedList, format: ExportFormat) => void) => {
  const { t } = useLingui();
  const engine = useEngine();
  const host = useHost();
  const show = useToasts((state) => state.show);
  const { reportError } = useUndo();
  return useCallback(
    ({ set, sort, fields }, format) => {
      const run = async () => {
        const written = await engine.exchange.export({ set, sort: [...sort], fields: [...fields], format });
        if (!(await host.saveStaged(written.file, written.fileName))) return;
        const counted = plural(written.rows, { one: '# record', other: '# records' });
        show({ text: t`${counted} exported to ${written.fileName}` });
      };
      run().catch(reportError);
    },
    [engine, host, show, reportError, t],
  );
};
