import type { EngineClient } from '@shared/contract/index';
import type { FieldSettings, FieldType, Rollup } from '@shared/domain/schema';
import type { RecordId } from '@shared/domain/ids';
import type { FieldInput, FieldValue, Row, ValuesInput } from '@shared/domain/values';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

/** An engine with short words for what tests of computed fields do again and again. */
export interface ComputedWorkspace extends TestEngine {
  readonly field: (object: string, name: string, type: FieldType, settings?: FieldSettings) => Promise<void>;
  readonly formula: (object: string, name: string, expression: string) => Promise<void>;
  readonly rollup: (object: string, name: string, rollup: Rollup) => Promise<void>;
  readonly add: (object: string, values: ValuesInput) => Promise<RecordId>;
  readonly set: (object: string, id: RecordId, values: ValuesInput) => Promise<Row>;
  readonly value: (object: string, id: RecordId, field: string) => Promise<FieldValue | undefined>;
  readonly remove: (object: string, ...ids: readonly RecordId[]) => Promise<void>;
  readonly restore: (object: string, ...ids: readonly RecordId[]) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

const wordsFor = (engine: TestEngine): Omit<ComputedWorkspace, keyof TestEngine> => {
  const client: EngineClient = engine.client;
  const field: ComputedWorkspace['field'] = async (object, name, type, settings = {}) => {
    await client.schema.createField({ object, label: name, name, type, settings });
  };
  return {
    field,
    formula: (object, name, expression) => field(object, name, 'formula', { expression }),
    rollup: (object, name, rollup) => field(object, name, 'rollup', { rollup }),
    add: async (object, values) => (await client.records.create({ object, values })).row.id,
    set: async (object, id, values) => (await client.records.update({ object, id, values })).row,
    value: async (object, id, name) => (await client.records.get({ object, id }))[name],
    remove: async (object, ...ids) => {
      await client.records.delete({ object, selection: { ids: [...ids] } });
    },
    restore: async (object, ...ids) => {
      await client.records.restore({ object, selection: { ids: [...ids] } });
    },
    undo: async () => {
      await client.history.undo({});
    },
    redo: async () => {
      await client.history.redo({});
    },
  };
};

export const computedWorkspace = async (): Promise<ComputedWorkspace> => {
  const engine = await testEngine();
  return { ...engine, ...wordsFor(engine) };
};

/** An amount of money as records take it. */
export const euro = (amount: number): FieldInput => ({ amountMinor: amount * 100, currency: 'EUR' });
