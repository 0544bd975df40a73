import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { useEngine } from '../rpc/engine-context';
import { toFieldInput } from '../rpc/field-input';
import { useFieldEnvironment } from './field-environment';
import { parseFieldText } from './field-parsing';

/** Makes a record of the object that a relation leads to, called as somebody typed. Errors: those of `records.create`. */
export const useCreateTarget = (
  target: ObjectDef | undefined,
): ((title: string) => Promise<{ readonly id: RecordId; readonly title: string }>) => {
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const titleValue = (text: string): FieldValue => {
    const titleField = target?.fields.find(({ name }) => name === target.titleField);
    if (!titleField) return text;
    const read = parseFieldText(titleField, text, environment);
    return read.ok ? read.value : text;
  };
  return async (title) => {
    if (!target) throw new Error('No object to make a record of');
    const values = { [target.titleField]: toFieldInput(titleValue(title)) };
    const { row } = await engine.records.create({ object: target.name, values });
    return { id: row.id, title };
  };
};
