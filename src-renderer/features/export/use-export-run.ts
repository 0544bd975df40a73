import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Exported, type ExportRequest } from '@shared/contract/exchange.contract';
import { useEngine, useHost } from '../../rpc/engine-context';
import { useFollowedJob, type FollowedJob } from '../../rpc/use-followed-job';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';

export interface ExportRun extends Pick<FollowedJob, 'running' | 'cancel'> {
  readonly start: (request: ExportRequest, fileName: string) => Promise<void>;
}

/** Writes a file and hands it to the person, also when the dialog has been closed meanwhile. `onEnd` is told when there is nothing left to wait for. */
export const useExportRun = (onEnd: () => void): ExportRun => {
  const { t } = useLingui();
  const engine = useEngine();
  const host = useHost();
  const show = useToasts((state) => state.show);
  const { reportError } = useUndo();
  const { running, follow, cancel } = useFollowedJob();

  const hand = async (exported: Exported, fileName: string): Promise<void> => {
    const { file, rows, cutCells } = exported;
    if (!(await host.saveStaged(file, fileName))) {
      const again = { label: t`Save…`, run: () => void hand(exported, fileName).catch(reportError) };
      show({ text: t`${fileName} was not kept`, subject: file, action: again });
      return;
    }
    const counted = plural(rows, { one: '# record', other: '# records' });
    const cut = plural(cutCells, {
      one: '# text was too long for a spreadsheet and was cut.',
      other: '# texts were too long for a spreadsheet and were cut.',
    });
    const done = t`${counted} exported to ${fileName}`;
    show({ text: cutCells === 0 ? done : t`${done}. ${cut}`, subject: file });
  };
  const start = async (request: ExportRequest, fileName: string): Promise<void> => {
    try {
      const exported = await follow(() => engine.exchange.startExport(request), Exported);
      onEnd();
      await hand(exported, fileName);
    } catch (error) {
      reportError(error);
    }
  };
  return { running, start, cancel };
};
