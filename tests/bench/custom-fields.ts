import type { EngineClient } from '@shared/contract/index';
import type { CreateField } from '@shared/contract/schema.contract';
import { TIERS } from './people';

type CustomField = Pick<CreateField, 'name' | 'label' | 'type'> & Partial<Pick<CreateField, 'settings'>>;

const FILLED: readonly CustomField[] = [
  { name: 'region', label: 'Region', type: 'text' },
  { name: 'score', label: 'Score', type: 'number' },
  {
    name: 'tier',
    label: 'Tier',
    type: 'select',
    settings: { options: TIERS.map((key) => ({ key, label: key, color: 'gray' })) },
  },
  { name: 'renewal', label: 'Renewal', type: 'date' },
];
const OTHER_TYPES = ['text', 'number', 'boolean', 'date', 'integer'] as const;

/** Fifty custom fields of people; the first four have values. */
export const CUSTOM_FIELDS: readonly (CustomField & { readonly name: string })[] = [
  ...FILLED,
  ...Array.from({ length: 50 - FILLED.length }, (_, index): CustomField => {
    const type = OTHER_TYPES[index % OTHER_TYPES.length] ?? 'text';
    return { name: `extra${index}`, label: `Extra ${index}`, type };
  }),
].map((field) => ({ ...field, name: field.name ?? field.label }));

export const CUSTOM_OBJECTS = ['Machine', 'Contract', 'Visit'] as const;

/** Fifty fields on person and three objects of its own, as a workspace has that grew for years. */
export const growSchema = async (client: EngineClient): Promise<void> => {
  for (const field of CUSTOM_FIELDS) await client.schema.createField({ object: 'person', ...field });
  for (const label of CUSTOM_OBJECTS) {
    const { name } = await client.schema.createObject({ labelSingular: label, labelPlural: `${label}s` });
    await client.schema.createField({ object: name, name: 'quantity', label: 'Quantity', type: 'integer' });
    await client.schema.createField({ object: name, name: 'day', label: 'Day', type: 'date' });
  }
};
