import type { schemaContract } from '@shared/contract/schema.contract';
import { convertField } from '../records/conversion/convert-field.service';
import { previewConversion } from '../records/conversion/preview-conversion.service';
import { listIndexes, makeIndex, removeIndex } from '../records/indexes/indexes.service';
import { previewPurge, purge } from '../records/purge/purge.service';
import { applySchema, exportSchema } from '../schema-document/schema-document.service';
import { createObject, getSchema, restoreField, restoreObject, updateObject } from '../schema/schema.service';
import {
  defineField,
  dropField,
  dropObject,
  listBrokenFields,
  redefineField,
} from '../records/computed/computed-fields.service';
import type { HandlersFor } from './handlers-for';

export const schemaHandlers: HandlersFor<typeof schemaContract> = {
  get: ({ deps }) => getSchema(deps),
  broken: ({ deps }) => listBrokenFields(deps),
  indexes: ({ db, deps }) => listIndexes(deps, db),
  makeIndex: ({ db, deps }, input) => makeIndex(deps, db, input),
  removeIndex: ({ db, deps }, input) => removeIndex(deps, db, input),
  createObject: ({ db, deps }, input) => createObject(deps, db, input),
  updateObject: ({ db, deps }, input) => updateObject(deps, db, input),
  deleteObject: ({ db, deps }, input) => dropObject(deps, db, input),
  restoreObject: ({ db, deps }, input) => restoreObject(deps, db, input),
  createField: ({ db, deps }, input) => defineField(deps, db, input),
  updateField: ({ db, deps }, input) => redefineField(deps, db, input),
  deleteField: ({ db, deps }, input) => dropField(deps, db, input),
  restoreField: ({ db, deps }, input) => restoreField(deps, db, input),
  export: ({ deps }) => exportSchema(deps),
  apply: async ({ deps }, input) => applySchema(deps, input),
  previewConversion: ({ db, deps }, input) => previewConversion(deps, db, input),
  convertField: ({ db, deps }, input) => convertField(deps, db, input),
  previewPurge: ({ db, deps }, input) => previewPurge(deps, db, input),
  purge: ({ db, deps }, input) => purge(deps, db, input),
};
