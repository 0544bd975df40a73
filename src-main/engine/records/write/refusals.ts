import type { MessageDescriptor } from '@lingui/core';
import { AppError, type ErrorDetail } from '@shared/errors/app-error';
import { fieldReason } from '@shared/messages/field-reason';
import type { ObjectModel } from '../../schema/model';
import type { WritableField, WritableObject } from './writable-object';

/** What a field of a record cannot hold. */
export const refuse = (
  object: ObjectModel,
  field: WritableField,
  words: MessageDescriptor,
  detail: ErrorDetail = {},
): AppError =>
  new AppError('invalid_input', words, { ...detail, object: object.def.name, field: field.model.def.name });

/** Says of what a type refuses which field it was. */
export const readAs = <T>(object: WritableObject, field: WritableField, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw refuse(object.model, field, fieldReason(field.model.def.label, error.words), error.detail);
  }
};
