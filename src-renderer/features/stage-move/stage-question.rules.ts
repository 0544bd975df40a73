import { findStage, isReasonRequired, reasonsFor, type PlacedStage } from '@shared/domain/pipelines';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { AppError } from '@shared/errors/app-error';
import { isStage } from '../../fields/field-value';
import type { FieldValues, RecordEdit } from '../../rpc/cached-rows';

/** What a move to a stage has to be asked about. */
export interface StageQuestion {
  readonly object: ObjectDef;
  readonly field: FieldDef;
  readonly placed: PlacedStage;
  /** Fields that the stage requires and the record has not filled. */
  readonly missing: readonly FieldDef[];
  readonly needsReason: boolean;
  /** What the edit gives already. */
  readonly values: FieldValues;
}

/** The question that an edit raises, if any: what the engine found missing, or why something was won or lost. */
export const questionOf = (
  object: ObjectDef | undefined,
  edit: RecordEdit,
  refusal: AppError | undefined,
): StageQuestion | undefined => {
  const field = object?.fields.find(({ type, deletedAtMs }) => type === 'stage' && deletedAtMs === null);
  const value = field && edit.values[field.name];
  const { stage: refused, reason, missing, needsReason } = refusal?.detail ?? {};
  if (refusal && reason !== 'stage_requires') return undefined;
  const key = isStage(value) ? value.key : refused;
  const placed = typeof key === 'string' ? findStage(field?.settings.pipelines, key) : undefined;
  if (!object || !field || !placed) return undefined;
  const { pipeline, stage } = placed;
  const question = { object, field, placed, values: edit.values };
  if (refusal) {
    const names = typeof missing === 'string' ? missing.split(',') : [];
    const fields = names.flatMap((name) => object.fields.find((each) => each.name === name) ?? []);
    return { ...question, missing: fields, needsReason: needsReason === true };
  }
  // A reason that may be left out is asked for once: when somebody moves the record to its end.
  const isEnd = isStage(value) && value.reason === null && reasonsFor(pipeline, stage.outcome).length > 0;
  return isEnd ? { ...question, missing: [], needsReason: isReasonRequired(pipeline, stage.outcome) } : undefined;
};
