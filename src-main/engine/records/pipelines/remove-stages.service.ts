import { msg } from '@lingui/core/macro';
import type { RemoveStages } from '@shared/contract/pipelines.contract';
import { findStage, reasonsFor, type PlacedStage } from '@shared/domain/pipelines';
import { isStageValue, type StageValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { assertMaySet } from '../../schema/access';
import { updateField } from '../../schema/fields.service';
import type { MetaDeps } from '../../schema/meta-write';
import type { FieldModel } from '../../schema/model';
import type { WriteDb } from '../../storage/db';
import { getObject } from '../query/record-set';
import { applyPatch } from '../write/apply';
import { readStored } from '../write/delete-cascade';
import { setField, storedValue } from '../write/writable-object';
import { openWriteSession, type WriteDeps, type WriteSession } from '../write/write-session';
import { getStageField } from './stage-field';
import { listRidsInStage } from './stage-records.sql';

type Deps = MetaDeps & WriteDeps;

const getStage = ({ def }: FieldModel, key: string): PlacedStage => {
  const placed = findStage(def.settings.pipelines, key);
  if (!placed) throw new AppError('not_found', msg`There is no such stage.`, { field: def.name, stage: key });
  return placed;
};

/** A reason stays where the other stage has it too. */
const movedTo = ({ pipeline, stage }: PlacedStage, before: StageValue, nowMs: number): StageValue => {
  const isKept = reasonsFor(pipeline, stage.outcome).some(({ key }) => key === before.reason);
  return { key: stage.key, since: nowMs, reason: isKept ? before.reason : null };
};

const moveRecord = (session: WriteSession, field: FieldModel, rid: number, to: PlacedStage | null): boolean => {
  const record = readStored(session, rid);
  const writable = record.object.fieldsByName.get(field.def.name);
  if (!writable) throw new Error('A stage field is not among those of its object');
  const before = storedValue(writable, record.cells);
  const after = [...record.cells];
  const next = to && isStageValue(before) ? movedTo(to, before, session.deps.clock.nowMs()) : null;
  setField(writable, after, next);
  return applyPatch(session, record, after);
};

/**
 * Takes stages out of their pipelines. Their records, those in the trash too, go where they are sent first, whatever that stage asks for; all of it is
 * one action. In the caller's transaction. Answers how many records were moved.
 * Errors: `forbidden`; `not_found` (object, stage); `invalid_input` for a target that goes too, or when nothing would be left.
 */
export const removeStages = (caller: Deps, db: WriteDb, { object: name, moves }: RemoveStages): { count: number } => {
  assertMaySet(caller.schema.current(), 'dataModel');
  // Records that the caller does not see are moved with the rest.
  const deps = { ...caller, schema: caller.wholeSchema };
  const object = getObject(caller.wholeSchema.refresh(db), name);
  const field = getStageField(object);
  const gone = new Set(moves.map(({ stage }) => getStage(field, stage).stage.key));
  const target = moves.find(({ to }) => to !== null && gone.has(to));
  if (target) {
    const { label } = getStage(field, target.stage).stage;
    throw new AppError('invalid_input', msg`Records of "${label}" cannot go to a stage that is removed too.`, {
      stage: target.stage,
    });
  }
  const session = openWriteSession(deps, db, { actor: deps.actor(), verb: 'schema', subject: field.def.label });
  let count = 0;
  for (const { stage, to } of moves) {
    const placed = to === null ? null : getStage(field, to);
    for (const rid of listRidsInStage(db, object, field, stage)) {
      if (moveRecord(session, field, rid, placed)) count += 1;
    }
  }
  session.journal.count(count);
  const operationId = session.close() ?? undefined;
  deps.changes(session.collector.changes());
  const pipelines = (field.def.settings.pipelines ?? [])
    .map((pipeline) => ({ ...pipeline, stages: pipeline.stages.filter(({ key }) => !gone.has(key)) }))
    .filter(({ stages }) => stages.length > 0);
  if (pipelines.length === 0) throw new AppError('invalid_input', msg`One stage must stay.`, { object: name });
  updateField({ ...caller, operationId }, db, {
    object: name,
    name: field.def.name,
    settings: { ...field.def.settings, pipelines },
  });
  return { count };
};
