import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { BulkEdit } from '@shared/contract/records.contract';
import type { OperationId, RecordId } from '@shared/domain/ids';
import type { Selection } from '@shared/domain/query';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { toAppError } from '../../rpc/call-error';
import type { FieldValues } from '../../rpc/cached-rows';
import { useEngine } from '../../rpc/engine-context';
import { toFieldInput, toValuesInput } from '../../rpc/field-input';
import { useUndo } from '../../stores/undo';

export interface RecordCommands {
  /** Answers the new record, or why it was refused. */
  readonly create: (
    values: FieldValues,
  ) => Promise<{ readonly id: RecordId; readonly operationId: OperationId | null } | { readonly failure: string }>;
  readonly remove: (selection: Selection) => Promise<boolean>;
  /** Answers what came of it; undefined where it did not work at all. */
  readonly setField: (selection: Selection, field: FieldDef, value: FieldValue) => Promise<BulkEdit | undefined>;
}

/** What can be done to whole records of an object; each can be undone from its toast. */
export const useRecordCommands = (object: ObjectDef): RecordCommands => {
  const { t } = useLingui();
  const engine = useEngine();
  const { offerUndo, reportError } = useUndo();
  return useMemo(() => {
    const { name, labelSingular, labelPlural } = object;
    const one = labelSingular.toLocaleLowerCase();
    const many = labelPlural.toLocaleLowerCase();
    const counted = (count: number) => plural(count, { one: `# ${one}`, other: `# ${many}` });
    return {
      create: async (values) => {
        try {
          const { row, operationId } = await engine.records.create({ object: name, values: toValuesInput(values) });
          return { id: row.id, operationId };
        } catch (error) {
          return { failure: toAppError(error).message };
        }
      },
      remove: async (selection) => {
        try {
          const { count, operationId } = await engine.records.delete({
            object: name,
            selection: structuredClone(selection),
          });
          offerUndo(t`${counted(count)} deleted`, operationId);
          return true;
        } catch (error) {
          reportError(error);
          return false;
        }
      },
      setField: async (selection, field, value) => {
        try {
          const edit = await engine.records.updateMany({
            object: name,
            selection: structuredClone(selection),
            values: { [field.name]: toFieldInput(value) },
          });
          const { count, refusedCount, operationId } = edit;
          const done = t`${field.label} set for ${counted(count)}`;
          offerUndo(refusedCount > 0 ? t`${done}, ${refusedCount} refused` : done, operationId);
          return edit;
        } catch (error) {
          reportError(error);
          return undefined;
        }
      },
    };
  }, [engine, object, offerUndo, reportError, t]);
};
