import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { findStage, isReasonRequired, requiredAt } from '@shared/domain/pipelines';
import { isStageValue, type StageValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { SqlValue } from '../../storage/db';
import { isEmptyField } from './validate';
import { isSame, storedValue } from './writable-object';
import type { WritableField, WritableObject } from './writable-object';

const stageOf = (field: WritableField, cells: readonly SqlValue[]): StageValue | null => {
  const value = storedValue(field, cells);
  return isStageValue(value) ? value : null;
};

const asks = (stage: string, fields: string, needsReason: boolean): MessageDescriptor => {
  if (!needsReason) return msg`"${stage}" needs ${fields}.`;
  return fields === '' ? msg`"${stage}" needs a reason.` : msg`"${stage}" needs ${fields} and a reason.`;
};

/**
 * What a stage asks of the records in it: fields filled, and a reason where one must be given. Asked of a record that comes into a stage; of one that
 * is there already only of the fields that change, so that a new rule does not lock the records from before it.
 * Errors: `invalid_input` with reason `stage_requires`, the API names in `missing` (joined by commas), and `needsReason`.
 */
export const assertStage = (object: WritableObject, before: readonly SqlValue[], after: readonly SqlValue[]): void => {
  const field = object.stageField;
  const value = field && stageOf(field, after);
  const placed = value && findStage(field.model.def.settings.pipelines, value.key);
  if (!placed) return;
  const { stage, pipeline } = placed;
  const last = stageOf(field, before);
  const isMove = last?.key !== value.key;
  const missing = requiredAt(placed)
    .flatMap((name) => object.fieldsByName.get(name) ?? [])
    .filter((each) => isEmptyField(each, after) && (isMove || !isSame(before, after, each.from, each.to)));
  const lostReason = value.reason === null && (isMove || last.reason !== null);
  const needsReason = lostReason && isReasonRequired(pipeline, stage.outcome);
  if (missing.length === 0 && !needsReason) return;
  const fields = missing.map(({ model }) => model.def.label).join(', ');
  throw new AppError('invalid_input', asks(stage.label, fields, needsReason), {
    reason: 'stage_requires',
    object: object.model.def.name,
    field: field.model.def.name,
    stage: stage.key,
    missing: missing.map(({ model }) => model.def.name).join(','),
    needsReason,
  });
};
