import { msg, plural } from '@lingui/core/macro';
import type { ConversionBreak } from '@shared/contract/schema.contract';
import { rulesFor } from '@shared/domain/field-types/index';
import { isReasonRequired, listStages, requiredAt, type PlacedStage } from '@shared/domain/pipelines';
import type { FieldType } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { toMessage, type Message } from '@shared/messages/message';
import { storageFor } from '../../schema/field-types/index';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { countInStages } from './conversion.sql';

/** Looks at the values of live records as they are converted, for what the field's rules would say of them. */
export interface RuleWatch {
  readonly keeps: (stored: FieldValue) => void;
  readonly loses: (rid: number) => void;
  /** What would break, once every value was told. */
  readonly breaks: (db: ReadDb) => readonly ConversionBreak[];
  /** Why the conversion would be refused; null where it would not be. */
  readonly refusal: () => Message | null;
}

const isAsked = (placed: PlacedStage): boolean =>
  requiredAt(placed).length > 0 || isReasonRequired(placed.pipeline, placed.stage.outcome);

const withoutIt = (count: number): Message =>
  toMessage(msg`${plural(count, { one: '# record would be without it.', other: '# records would be without it.' })}`);

/** Rules of the stages that go with a stage field. */
const lostStages = ({ def }: ObjectModel, field: FieldModel): readonly ConversionBreak[] =>
  listStages(field.def.settings.pipelines)
    .filter(isAsked)
    .map(({ stage }) => ({
      kind: 'stage',
      object: def.name,
      name: stage.label,
      count: null,
      reason: toMessage(msg`What the stage asks for goes with the stages.`),
    }));

/** Keeps the row ids of values that do not convert where a rule asks for them, and the values where they must be unique. */
export const watchRules = (object: ObjectModel, field: FieldModel, to: FieldType): RuleWatch => {
  const { isUnique, isRequired, name, label } = field.def;
  const { canBeUnique } = rulesFor(to);
  const stageField = [...object.fields.values()].find(({ def }) => def.type === 'stage');
  const asking = listStages(stageField?.def.settings.pipelines).filter((placed) => requiredAt(placed).includes(name));
  const seen = new Set<string>();
  const lost: number[] = [];
  let shared: string | undefined;
  let lostCount = 0;
  const rule = { object: object.def.name, name: label };
  const stageBreaks = (db: ReadDb): readonly ConversionBreak[] => {
    if (!stageField || lost.length === 0) return [];
    const counts = countInStages(db, object, stageField, lost);
    return asking.flatMap(({ stage }): ConversionBreak[] => {
      const count = counts.get(stage.key) ?? 0;
      return count === 0
        ? []
        : [{ kind: 'stage', object: object.def.name, name: stage.label, count, reason: withoutIt(count) }];
    });
  };
  return {
    keeps: (stored) => {
      if (!isUnique || !canBeUnique || shared !== undefined) return;
      const values = new Set(storageFor(to).indexedValues(stored));
      shared = [...values].find((value) => seen.has(value));
      for (const value of values) seen.add(value);
    },
    loses: (rid) => {
      lostCount += 1;
      if (asking.length > 0) lost.push(rid);
    },
    breaks: (db) => [
      ...(isUnique && !canBeUnique
        ? [
            {
              ...rule,
              kind: 'unique' as const,
              count: null,
              reason: toMessage(msg`Fields of this type cannot be unique.`),
            },
          ]
        : []),
      ...(isRequired && lostCount > 0
        ? [{ ...rule, kind: 'required' as const, count: lostCount, reason: withoutIt(lostCount) }]
        : []),
      ...stageBreaks(db),
      ...(field.def.type === 'stage' ? lostStages(object, field) : []),
    ],
    refusal: () => (shared === undefined ? null : toMessage(msg`Several records would have "${shared}".`)),
  };
};
