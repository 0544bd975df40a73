import type { Pipeline } from '@shared/domain/pipelines';
import type { ValuesInput } from '@shared/domain/values';
import { testEngine } from '../../helpers/test-engine';

export const DAY_MS = 86_400_000;

/** Two pipelines with every rule there is. */
export const PIPELINES: readonly Pipeline[] = [
  {
    key: 'new',
    label: 'New business',
    stages: [
      { key: 'talk', label: 'Talk', color: 'gray', probability: 20, allowedDays: 10 },
      { key: 'offer', label: 'Offer', color: 'blue', probability: 60, requiredFields: ['amount'] },
      { key: 'signing', label: 'Signing', color: 'amber', probability: 90, requiredFields: ['closeDate'] },
      { key: 'won', label: 'Won', color: 'green', probability: 100, outcome: 'won' },
      { key: 'lost', label: 'Lost', color: 'red', probability: 0, outcome: 'lost' },
    ],
    winReasons: [{ key: 'fit', label: 'Best fit' }],
    lossReasons: [
      { key: 'price', label: 'Price' },
      { key: 'silent', label: 'No answer' },
    ],
    isLossReasonRequired: true,
  },
  {
    key: 'renewals',
    label: 'Renewals',
    stages: [
      { key: 'due', label: 'Due', color: 'teal', probability: 70, allowedDays: 30 },
      { key: 'renewed', label: 'Renewed', color: 'green', probability: 100, outcome: 'won' },
      { key: 'gone', label: 'Lost', color: 'red', probability: 0, outcome: 'lost' },
    ],
    winReasons: [],
    lossReasons: [],
  },
];

/** A workspace whose deals have these pipelines. */
export const pipelineEngine = async (pipelines: readonly Pipeline[] = PIPELINES) => {
  const engine = await testEngine();
  const setPipelines = (next: readonly Pipeline[]) =>
    engine.client.schema.updateField({
      object: 'opportunity',
      name: 'stage',
      settings: { pipelines: structuredClone([...next]) },
    });
  await setPipelines(pipelines);
  const add = async (values: ValuesInput) => {
    const { row } = await engine.client.records.create({ object: 'opportunity', values });
    return row.id;
  };
  type DealId = Awaited<ReturnType<typeof add>>;
  return {
    ...engine,
    setPipelines,
    add,
    set: (id: DealId, values: ValuesInput) => engine.client.records.update({ object: 'opportunity', id, values }),
    stageOf: async (id: DealId) => (await engine.client.records.get({ object: 'opportunity', id }))['stage'],
    /** Names of the deals that a condition finds. */
    find: async (field: string, op: 'is' | 'isNot' | 'isAnyOf' | 'gt' | 'isEmpty', value?: ValuesInput[string]) => {
      const filter = value === undefined ? { field, op } : { field, op, value };
      const { rows } = await engine.client.records.query({
        object: 'opportunity',
        filter,
        sort: [{ field: 'createdAt' }],
        fields: ['name'],
      });
      return rows.map((row) => row['name']);
    },
  };
};
