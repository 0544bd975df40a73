import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { listStages, type Stage } from '@shared/domain/pipelines';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { iconOfObject } from '../../fields/field-icon';
import { isEditable } from '../../fields/is-editable';
import { useEngine } from '../../rpc/engine-context';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/select';
import { moved } from './field-draft';
import { changePipeline, pipelineProblem, withNewPipeline, withNewStage } from './pipeline-draft';
import { PipelineEditor } from './pipeline-editor';
import { RemoveStagesDialog } from './remove-stages-dialog';
import { usePipelineDraft } from './use-pipeline-draft';
import { useSchemaChange } from './use-schema-undo';
import styles from './pipelines.module.css';

interface PipelinesSectionProps {
  /** API name of the object that is shown; null for the first that has pipelines. */
  readonly object: string | null;
  readonly actionBar: HTMLElement | null;
  readonly onSelectObject: (name: string) => void;
}

const stageFieldOf = (object: ObjectDef): FieldDef | undefined =>
  object.fields.find(({ type, deletedAtMs }) => type === 'stage' && deletedAtMs === null);

interface EditorProps {
  readonly object: ObjectDef;
  readonly field: FieldDef;
  readonly actionBar: HTMLElement | null;
}

const PipelinesEditor = ({ object, field, actionBar }: EditorProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const change = useSchemaChange();
  const { saved, draft, isChanged, setDraft, reset, resets } = usePipelineDraft(object, field);
  const [removed, setRemoved] = useState<{ readonly name: string; readonly stages: readonly Stage[] }>();
  const [isBusy, setBusy] = useState(false);
  const required = object.fields.filter(
    (each) => each.deletedAtMs === null && isEditable(each) && each.type !== 'stage' && each.type !== 'relations',
  );
  const isSaved = (stage: Stage): boolean => listStages(saved).some((placed) => placed.stage.key === stage.key);
  const dropStages = (keys: ReadonlySet<string>): void =>
    setDraft((now) =>
      now
        .map((pipeline) => ({ ...pipeline, stages: pipeline.stages.filter(({ key }) => !keys.has(key)) }))
        .filter(({ stages }) => stages.length > 0),
    );
  const remove = (name: string, stages: readonly Stage[]): void => {
    const kept = stages.filter(isSaved);
    if (kept.length === 0) dropStages(new Set(stages.map(({ key }) => key)));
    else setRemoved({ name, stages: kept });
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    const settings = structuredClone({ ...field.settings, pipelines: [...draft] });
    await change(t`Pipelines saved`, () =>
      engine.schema.updateField({ object: object.name, name: field.name, settings }),
    );
    setBusy(false);
  };
  return (
    <div className={styles.list}>
      {actionBar &&
        isChanged &&
        createPortal(
          <>
            <Button size="sm" variant="ghost" onClick={reset}>
              {t`Reset`}
            </Button>
            <Button
              size="sm"
              variant="primary"
              loading={isBusy}
              disabled={pipelineProblem(draft) !== undefined}
              title={pipelineProblem(draft) === undefined ? undefined : t`Every pipeline and stage needs a name`}
              onClick={() => void save()}
            >
              {t`Save pipelines`}
            </Button>
          </>,
          actionBar,
        )}
      {draft.map((pipeline, at) => (
        <PipelineEditor
          key={`${pipeline.key}:${resets}`}
          pipeline={pipeline}
          fields={required}
          canMoveUp={at > 0}
          canMoveDown={at < draft.length - 1}
          onChange={(next) => setDraft((now) => changePipeline(now, pipeline.key, next))}
          onMove={(by) => setDraft((now) => moved(now, at, at + by))}
          onAddStage={() => setDraft((now) => withNewStage(now, pipeline.key))}
          onRemoveStage={(stage) => remove(stage.label, [stage])}
          onRemove={() => remove(pipeline.label, pipeline.stages)}
        />
      ))}
      <Button
        icon="plus"
        className={styles.add}
        onClick={() => {
          const number = draft.length + 1;
          const name = t`Pipeline ${number}`;
          setDraft((now) =>
            withNewPipeline(now, {
              pipeline: name,
              stages: [t`${name}: new`, t`${name}: won`, t`${name}: lost`],
            }),
          );
        }}
      >
        {t`Add pipeline`}
      </Button>
      {removed && (
        <RemoveStagesDialog
          name={removed.name}
          stages={removed.stages}
          targets={listStages(saved).filter(({ stage }) => !removed.stages.some(({ key }) => key === stage.key))}
          onRemove={async (moves) => {
            const isDone = await change(t`${removed.name} removed`, () =>
              engine.pipelines.removeStages({ object: object.name, moves }),
            );
            if (isDone) dropStages(new Set(moves.map(({ stage }) => stage)));
            return isDone;
          }}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </div>
  );
};

/** The pipelines of each object: stages, chances, days, what they require, and reasons. */
export const PipelinesSection = ({ object: name, actionBar, onSelectObject }: PipelinesSectionProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const change = useSchemaChange();
  const { objects } = useFieldEnvironment();
  const live = objects.filter(({ deletedAtMs }) => deletedAtMs === null);
  const object = live.find((each) => each.name === name) ?? live.find(stageFieldOf) ?? live[0];
  const field = object && stageFieldOf(object);
  if (!object) return null;
  return (
    <div className={styles.section}>
      <Select
        label={t`Pipelines of`}
        className={styles.object}
        value={object.name}
        options={live.map((each) => ({ value: each.name, label: each.labelPlural, icon: iconOfObject(each) }))}
        onChange={onSelectObject}
      />
      {field ? (
        // What was saved, undone or changed in another window is shown as it is now.
        <PipelinesEditor
          key={`${object.key}:${JSON.stringify(field.settings.pipelines)}`}
          object={object}
          field={field}
          actionBar={actionBar}
        />
      ) : (
        <EmptyState
          icon="board"
          title={t`${object.labelPlural} have no pipeline`}
          description={t`With one they go through stages, on a board, with chances and a forecast.`}
          actions={
            <Button
              variant="primary"
              onClick={() =>
                void change(t`Pipeline added`, () =>
                  engine.schema.createField({ object: object.name, label: t`Stage`, type: 'stage' }),
                )
              }
            >
              {t`Add a pipeline`}
            </Button>
          }
        />
      )}
    </div>
  );
};
