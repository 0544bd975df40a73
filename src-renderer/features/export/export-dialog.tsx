import { Trans, useLingui } from '@lingui/react/macro';
import { plural } from '@lingui/core/macro';
import type { ObjectDef } from '@shared/domain/schema';
import { JobProgress } from '../../fields/job-progress';
import { useExportRequest, type ExportedList } from '../../stores/export-request.store';
import { keyCaps } from '../../stores/key-names';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ExportOptions } from './export-options';
import { asFileName, formatFor, toExportRequest } from './export-request.rules';
import { useExportRun } from './use-export-run';

interface ExportDialogProps {
  readonly definition: ObjectDef;
  readonly list: ExportedList;
  readonly onClose: () => void;
}

/** How a list of records, a choice of them or one becomes a file; then how far it is. */
export const ExportDialog = ({ definition, list, onClose }: ExportDialogProps) => {
  const { t } = useLingui();
  const choices = useExportRequest((state) => state.choices);
  const { running, start, cancel } = useExportRun(onClose);
  const fileName = asFileName(list.name, formatFor(definition.name, choices));
  const submit = (): void => {
    if (!running) void start(toExportRequest(list, choices), fileName);
  };
  const { count } = list;
  const fieldCount = definition.fields.filter(
    ({ isSystem, isHidden, deletedAtMs }) => !isSystem && !isHidden && deletedAtMs === null,
  ).length;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return;
        if (running) cancel();
        onClose();
      }}
      title={t`Export ${list.name}`}
      description={count !== undefined && plural(count, { one: '# record', other: '# records' })}
      closeLabel={t`Close`}
      dismissible={!running}
      onSubmit={submit}
      footer={
        running ? (
          <Button onClick={onClose}>
            <Trans>Go on in the background</Trans>
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button variant="primary" icon="export" keys={keyCaps('Mod+Enter')} onClick={submit}>
              <Trans>Export</Trans>
            </Button>
          </>
        )
      }
    >
      {running ? (
        <JobProgress running={running} label={fileName} onCancel={cancel} />
      ) : (
        <ExportOptions list={list} fieldCount={fieldCount} onSubmit={submit} />
      )}
    </Dialog>
  );
};
