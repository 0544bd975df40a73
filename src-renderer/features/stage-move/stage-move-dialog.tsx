import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { reasonsFor } from '@shared/domain/pipelines';
import { FieldRow } from '../../fields/field-row';
import { isEmptyValue, isStage } from '../../fields/field-value';
import type { FieldValues } from '../../rpc/cached-rows';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Select } from '../../ui/select';
import type { StageQuestion } from './stage-question.rules';

interface StageMoveDialogProps {
  readonly question: StageQuestion;
  /** Values to add to the edit; null: the record stays where it is. */
  readonly onAnswer: (values: FieldValues | null) => void;
}

const NO_REASON = ' none';

/** Asks for what a stage requires before a record may come to it: fields, and why it was won or lost. */
export const StageMoveDialog = ({ question, onAnswer }: StageMoveDialogProps) => {
  const { t } = useLingui();
  const { object, field, placed, missing, needsReason, values } = question;
  const { stage, pipeline } = placed;
  const reasons = reasonsFor(pipeline, stage.outcome);
  const current = values[field.name];
  const [given, setGiven] = useState<FieldValues>({});
  const [reason, setReason] = useState<string | undefined>(
    isStage(current) && current.reason !== null ? current.reason : needsReason ? undefined : NO_REASON,
  );
  const isComplete = missing.every(({ name }) => !isEmptyValue(given[name])) && reason !== undefined;
  const answer = (): void => {
    if (!isComplete) return;
    const chosen = reason === NO_REASON ? null : reason;
    const place = isStage(current) && reasons.length > 0 ? { [field.name]: { ...current, reason: chosen } } : {};
    onAnswer({ ...given, ...place });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onAnswer(null);
      }}
      title={t`Move to ${stage.label}`}
      description={missing.length > 0 ? t`This stage needs a little more.` : t`Say why, for the next time.`}
      size="sm"
      closeLabel={t`Close`}
      onSubmit={answer}
      footer={
        <>
          <Button onClick={() => onAnswer(null)}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" disabled={!isComplete} onClick={answer}>
            <Trans>Move</Trans>
          </Button>
        </>
      }
    >
      {missing.length > 0 && (
        <dl>
          {missing.map((each) => (
            <FieldRow
              key={each.key}
              object={object.name}
              field={each}
              value={given[each.name] ?? null}
              onSave={(_field, value) => {
                setGiven((now) => ({ ...now, [each.name]: value }));
                return Promise.resolve();
              }}
            />
          ))}
        </dl>
      )}
      {reasons.length > 0 && (
        <Select
          label={t`Reason`}
          placeholder={t`Choose a reason`}
          value={reason}
          options={[
            ...reasons.map(({ key, label }) => ({ value: key, label })),
            ...(needsReason ? [] : [{ value: NO_REASON, label: t`Not known` }]),
          ]}
          onChange={setReason}
        />
      )}
    </Dialog>
  );
};
