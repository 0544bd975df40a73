import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { isOffered, type PlacedStage, type Stage } from '@shared/domain/pipelines';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Select } from '../../ui/select';

interface RemoveStagesDialogProps {
  /** What goes: one stage, or all of a pipeline. */
  readonly name: string;
  readonly stages: readonly Stage[];
  /** Stages that stay. */
  readonly targets: readonly PlacedStage[];
  readonly onRemove: (moves: { stage: string; to: string | null }[]) => Promise<boolean>;
  readonly onClose: () => void;
}

const NOWHERE = ' none';

/** Asks where the records of stages that go shall be. */
export const RemoveStagesDialog = ({ name, stages, targets, onRemove, onClose }: RemoveStagesDialogProps) => {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const offered = targets.filter(isOffered);
  // A record that was won should not become open unasked.
  const targetOf = (stage: Stage): string =>
    chosen[stage.key] ?? offered.find((each) => each.stage.outcome === stage.outcome)?.stage.key ?? NOWHERE;
  const remove = async (): Promise<void> => {
    setBusy(true);
    const moves = stages.map((stage) => {
      const to = targetOf(stage);
      return { stage: stage.key, to: to === NOWHERE ? null : to };
    });
    if (await onRemove(moves)) onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t`Remove ${name}`}
      description={t`Records in it, those in the trash too, go to the stage you choose. One undo brings all of it back.`}
      size="sm"
      closeLabel={t`Close`}
      onSubmit={() => void remove()}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="danger" loading={isBusy} onClick={() => void remove()}>
            <Trans>Remove</Trans>
          </Button>
        </>
      }
    >
      {stages.map((stage) => (
        <Select
          key={stage.key}
          label={t`Records in ${stage.label} go to`}
          value={targetOf(stage)}
          options={[
            ...offered.map((each) => ({
              value: each.stage.key,
              label: each.stage.label,
              color: each.stage.color,
              end: each.pipeline.label,
            })),
            { value: NOWHERE, label: t`No stage` },
          ]}
          onChange={(to) => setChosen((now) => ({ ...now, [stage.key]: to }))}
        />
      ))}
    </Dialog>
  );
};
