import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Pipeline, Stage, StageReason } from '@shared/domain/pipelines';
import type { FieldDef } from '@shared/domain/schema';
import { useSortableLabels } from '../../fields/use-sortable-labels';
import { Button, IconButton } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { TextArea, TextInput } from '../../ui/input';
import { Sortable } from '../../ui/sortable';
import { moved } from './field-draft';
import { changeStage, reasonsFromText } from './pipeline-draft';
import { StageLine } from './stage-line';
import styles from './pipelines.module.css';

interface PipelineEditorProps {
  readonly pipeline: Pipeline;
  readonly fields: readonly FieldDef[];
  readonly canMoveUp: boolean;
  readonly canMoveDown: boolean;
  readonly onChange: (pipeline: Pipeline) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onAddStage: () => void;
  readonly onRemoveStage: (stage: Stage) => void;
  readonly onRemove: () => void;
}

interface ReasonsProps {
  readonly label: string;
  readonly reasons: readonly StageReason[];
  readonly isRequired: boolean;
  readonly requiredLabel: string;
  readonly onReasons: (reasons: StageReason[]) => void;
  readonly onRequired: (isRequired: boolean) => void;
}

const Reasons = ({ label, reasons, isRequired, requiredLabel, onReasons, onRequired }: ReasonsProps) => {
  const { t } = useLingui();
  const [text, setText] = useState(() => reasons.map((reason) => reason.label).join('\n'));
  return (
    <div className={styles.reasons}>
      <TextArea
        label={label}
        help={t`One on each line`}
        rows={5}
        value={text}
        onChange={(next) => {
          setText(next);
          onReasons(reasonsFromText(next, reasons));
        }}
      />
      <Checkbox label={requiredLabel} checked={isRequired} onChange={onRequired} />
    </div>
  );
};

/** One pipeline: its name, its stages in order, and the reasons for which records end in it. */
export const PipelineEditor = (props: PipelineEditorProps) => {
  const { pipeline, fields, canMoveUp, canMoveDown, onChange, onMove, onAddStage, onRemoveStage, onRemove } = props;
  const { t } = useLingui();
  const { label, stages } = pipeline;
  const sortableLabels = useSortableLabels(
    stages.length,
    (key) => stages.find((stage) => stage.key === key)?.label ?? key,
  );
  return (
    <section className={styles.pipeline} aria-label={label}>
      <header className={styles.head}>
        <TextInput
          aria-label={t`Name of the pipeline`}
          maxLength={200}
          value={label}
          onChange={(next) => onChange({ ...pipeline, label: next })}
        />
        <Checkbox
          label={t`Archived`}
          checked={pipeline.isArchived === true}
          onChange={(isArchived) => onChange({ ...pipeline, isArchived })}
        />
        <IconButton
          icon="chevron-up"
          size="sm"
          label={t`Move ${label} up`}
          disabled={!canMoveUp}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon="chevron-down"
          size="sm"
          label={t`Move ${label} down`}
          disabled={!canMoveDown}
          onClick={() => onMove(1)}
        />
        <IconButton icon="trash" size="sm" label={t`Remove ${label}`} onClick={onRemove} />
      </header>
      <Sortable
        ids={stages.map(({ key }) => key)}
        labels={sortableLabels}
        onMove={(key, to) => {
          const from = stages.findIndex((stage) => stage.key === key);
          onChange({ ...pipeline, stages: [...moved(stages, from, to)] });
        }}
      >
        <div className={styles.columns} aria-hidden="true">
          <span className={styles.nameColumn}>{t`Stage`}</span>
          <span>{t`Means`}</span>
          <span>{t`Chance`}</span>
          <span>{t`Days allowed`}</span>
          <span>{t`Asks for`}</span>
        </div>
        <ul className={styles.stages}>
          {stages.map((stage) => (
            <StageLine
              key={stage.key}
              stage={stage}
              fields={fields}
              takesFocus={stage.label === ''}
              onChange={(change) => onChange(changeStage(pipeline, stage.key, change))}
              onRemove={() => onRemoveStage(stage)}
            />
          ))}
        </ul>
      </Sortable>
      <Button size="sm" variant="ghost" icon="plus" onClick={onAddStage}>
        {t`Add stage`}
      </Button>
      <div className={styles.ends}>
        <Reasons
          label={t`Reasons for winning`}
          reasons={pipeline.winReasons}
          isRequired={pipeline.isWinReasonRequired === true}
          requiredLabel={t`Ask for one whenever something is won`}
          onReasons={(winReasons) => onChange({ ...pipeline, winReasons })}
          onRequired={(isWinReasonRequired) => onChange({ ...pipeline, isWinReasonRequired })}
        />
        <Reasons
          label={t`Reasons for losing`}
          reasons={pipeline.lossReasons}
          isRequired={pipeline.isLossReasonRequired === true}
          requiredLabel={t`Ask for one whenever something is lost`}
          onReasons={(lossReasons) => onChange({ ...pipeline, lossReasons })}
          onRequired={(isLossReasonRequired) => onChange({ ...pipeline, isLossReasonRequired })}
        />
      </div>
    </section>
  );
};
