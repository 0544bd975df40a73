import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { findPipeline, parseReason } from '@shared/domain/field-types/stage';
import { findStage } from '@shared/domain/pipelines';
import { isStageValue, type FieldInput } from '@shared/domain/values';
import type { FieldModel } from '../schema/model';
import type { CellContext } from './parse-cell';

/** A cell that has a text; `part` is what of the stage field its column fills, undefined for the stage. */
export interface StageCell {
  readonly text: string;
  readonly part: string | undefined;
}

export type StageRead<C extends StageCell> =
  | { readonly ok: true; readonly value: FieldInput }
  | { readonly ok: false; readonly cell: C; readonly reason: MessageDescriptor };

/**
 * A stage whose pipeline and reason may stand in columns of their own. They say nothing without it, and the stage's name need be the only one in the
 * named pipeline. A stage without a reason is its key alone, which leaves the reason of a record that is there already.
 */
export const readStageCells = <C extends StageCell>(
  { def, rules }: FieldModel,
  cells: readonly C[],
  context: CellContext,
): StageRead<C> => {
  const { settings } = def;
  const ofPart = (part: string | undefined): C | undefined => cells.find((cell) => cell.part === part);
  const stageCell = ofPart(undefined);
  const pipelineCell = ofPart('pipeline');
  const reasonCell = ofPart('reason');
  if (!stageCell) {
    const [cell] = cells;
    return cell ? { ok: false, cell, reason: msg`There is no stage beside it` } : { ok: true, value: null };
  }
  const pipeline = pipelineCell && findPipeline(settings, pipelineCell.text);
  if (pipelineCell && !pipeline) {
    const shown = pipelineCell.text.trim().slice(0, 100);
    return { ok: false, cell: pipelineCell, reason: msg`"${shown}" is not one of the pipelines` };
  }
  const within = pipeline ? { ...settings, pipelines: [pipeline] } : settings;
  const read = rules.parseText(stageCell.text, { ...context, settings: within });
  if (!read.ok) return { ok: false, cell: stageCell, reason: read.reason };
  if (!isStageValue(read.value)) return { ok: true, value: null };
  const { key, reason } = read.value;
  const placed = findStage(settings.pipelines, key);
  if (!reasonCell || !placed) return { ok: true, value: reason === null ? key : { key, reason } };
  const named = parseReason(placed, reasonCell.text);
  if ('problem' in named) return { ok: false, cell: reasonCell, reason: named.problem };
  return { ok: true, value: { key, reason: named.key } };
};
