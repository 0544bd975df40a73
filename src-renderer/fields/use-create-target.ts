import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { useEngine } from '../rpc/engine-context';
import { toFieldInput } from '../rpc/field-input';
import { useFieldEnvironment } from './field-environment';
import { parseFieldText } from './field-parsing';

export interface CreateTarget {
  /** Hands over what was made; where it is refused, `reason` says why. */
  readonly create: (title: string, onMade: (id: RecordId, title: string) => void) => Promise<void>;
  readonly isBusy: boolean;
  readonly reason: string;
}

/** Makes a record of the object that a relation leads to, called as somebody typed. */
export const useCreateTarget = (target: ObjectDef | undefined): CreateTarget => {
  const { t } = useLingui();
  const [state, setState] = useState({ isBusy: false, reason: '' });
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const titleValue = (text: string): FieldValue => {
    const titleField = target?.fields.find(({ name }) => name === target.titleField);
    if (!titleField) return text;
    const read = parseFieldText(titleField, text, environment);
    return read.ok ? read.value : text;
  };
  const create: CreateTarget['create'] = async (title, onMade) => {
    if (!target) return;
    setState({ isBusy: true, reason: '' });
    try {
      const values = { [target.titleField]: toFieldInput(titleValue(title)) };
      const { row } = await engine.records.create({ object: target.name, values });
      setState({ isBusy: false, reason: '' });
      onMade(row.id, title);
    } catch (error) {
      setState({ isBusy: false, reason: error instanceof Error ? error.message : t`The record could not be created` });
    }
  };
  return { create, ...state };
};
