import { isOffered, listStages } from '@shared/domain/pipelines';
import type { FieldSettings, ObjectDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import type { FieldEnvironment } from '../../fields/field-environment';
import { defaultValue } from '../../fields/field-parsing';
import type { FieldValues } from '../../rpc/cached-rows';

const firstStage = ({ pipelines }: FieldSettings, pipeline: string | undefined): FieldValue => {
  const offered = listStages(pipelines).filter(isOffered);
  const first = offered.find((placed) => placed.pipeline.key === pipeline) ?? offered[0];
  return first ? { key: first.stage.key, since: null, reason: null } : null;
};

/**
 * What a new record has before anybody fills it in: the fields' defaults, and it enters a pipeline, the one named or the first, at its
 * first stage.
 */
export const startValues = (
  object: ObjectDef,
  environment: FieldEnvironment,
  pipeline: string | undefined,
): FieldValues =>
  Object.fromEntries(
    object.fields.flatMap((field) => {
      if (field.deletedAtMs !== null) return [];
      const { name, type, settings } = field;
      if (settings.defaultValue !== undefined) return [[name, defaultValue(field, environment)]];
      return type === 'stage' ? [[name, firstStage(settings, pipeline)]] : [];
    }),
  );
