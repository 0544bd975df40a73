import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { foldText } from '@shared/domain/field-types/clean-text';
import { findStage, isOffered, listStages } from '@shared/domain/pipelines';
import { Chip } from '../ui/chip';
import { Tag } from '../ui/tag';
import type { EditorMove, FieldEditorProps } from './editor-contract';
import { isStage } from './field-value';
import { PickerBox } from './picker-box';

/** One stage of any pipeline, the pipelines one under the other. Archived ones are offered only to what is in them already. */
export const StageEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const [query, setQuery] = useState(initialText ?? '');
  const { pipelines } = field.settings;
  const current = isStage(value) ? value.key : null;
  const [chosen, setChosen] = useState(current);
  const wanted = foldText(query.trim());
  const placed = listStages(pipelines).filter((each) => isOffered(each) || each.stage.key === current);
  const hasSeveral = new Set(placed.map(({ pipeline }) => pipeline.key)).size > 1;
  const shown = placed.filter(
    ({ stage, pipeline }) =>
      foldText(stage.label).includes(wanted) || (hasSeveral && foldText(pipeline.label).includes(wanted)),
  );
  const save = (key: string | null, move: EditorMove): void => {
    if (key === current) onCommit(value, move);
    // Since when is for the engine to say.
    else onCommit(key === null ? null : { key, since: null, reason: null }, move);
  };
  const stage = chosen === null ? undefined : findStage(pipelines, chosen)?.stage;

  return (
    <PickerBox
      label={field.label}
      variant={variant}
      isMultiple={false}
      chips={
        chosen !== null && (
          <Chip
            color={stage?.color ?? 'gray'}
            removeLabel={t`Remove ${stage?.label ?? chosen}`}
            tabIndex={-1}
            onRemove={() => setChosen(null)}
          >
            {stage?.label ?? chosen}
          </Chip>
        )
      }
      items={shown.map((each) => ({
        key: each.stage.key,
        content: <Tag color={each.stage.color}>{each.stage.label}</Tag>,
        isChosen: each.stage.key === chosen,
        end: `${each.stage.probability}%`,
        group: hasSeveral ? each.pipeline.label : undefined,
      }))}
      query={query}
      onQuery={setQuery}
      onPick={(key) => save(key, 'down')}
      onRemoveLast={() => setChosen(null)}
      heading={t`Choose a stage`}
      emptyLabel={t`No stage is called that.`}
      onCommit={(move) => save(chosen, move)}
      onCancel={onCancel}
    />
  );
};
