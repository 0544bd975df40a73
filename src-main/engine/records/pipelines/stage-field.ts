import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import type { FieldModel, ObjectModel } from '../../schema/model';

/** The field that places an object's records in pipelines. Errors: `invalid_input` for an object without one. */
export const getStageField = ({ def, fields }: ObjectModel): FieldModel => {
  const field = [...fields.values()].find((each) => each.def.type === 'stage');
  const { labelPlural, name } = def;
  if (!field) throw new AppError('invalid_input', msg`${labelPlural} have no pipelines.`, { object: name });
  return field;
};
