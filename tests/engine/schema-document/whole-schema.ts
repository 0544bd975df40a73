import type { EngineClient } from '@shared/contract/index';
import { CUSTOM_FIELD_TYPES, type FieldSettings, type FieldType } from '@shared/domain/schema';
import { PIPELINES } from '../pipelines/pipelines-fixture';

/** What types need to be told; the rest goes without. */
const NEEDED: Partial<Readonly<Record<FieldType, FieldSettings>>> = {
  select: { options: [{ key: 'gold', label: 'Gold', color: 'amber' }] },
  multiSelect: { options: [{ key: 'red', label: 'Red', color: 'red' }] },
  number: { decimals: 3, min: -1, max: 9 },
  currency: { defaultCurrency: 'NOK' },
  text: { pattern: '[A-Z]{3}', patternHint: 'three letters', maxLength: 3 },
  relation: { target: 'company', onTargetDelete: 'refuse' },
  morphRelation: { targets: ['person', 'company'] },
  member: { defaultsToCreator: true },
  autoNumber: { prefix: 'S-', digits: 4, firstNumber: 7 },
  date: { defaultValue: 'today' },
  stage: {
    pipelines: PIPELINES.map((pipeline) => ({
      ...pipeline,
      stages: pipeline.stages.map((stage) =>
        stage.key === 'offer' ? { ...stage, requiredFields: ['currency1'] } : { ...stage, requiredFields: [] },
      ),
    })),
  },
};

/**
 * A data model with every field type, two pipelines whose stages require a field, a relation to many, and a formula over a rollup over a formula whose objects come in the
 * opposite order.
 */
export const makeWholeSchema = async ({ schema }: Pick<EngineClient, 'schema'>): Promise<void> => {
  const field = (object: string, name: string, type: FieldType, settings: FieldSettings = {}) =>
    schema.createField({ object, label: `${object} ${name}`, name, type, settings: structuredClone(settings) });
  await schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites', name: 'site', color: 'teal' });
  await field('site', 'currency1', 'currency');
  for (const type of CUSTOM_FIELD_TYPES) {
    if (type === 'formula' || type === 'rollup' || type === 'relations') continue;
    await field('site', type === 'currency' ? 'money' : `${type}Field`, type, NEEDED[type]);
  }
  await field('site', 'advisers', 'relations', { target: 'person', inverseLabel: 'Advised sites' });
  await field('site', 'doubled', 'formula', { expression: 'integerField * 2' });
  await field('company', 'siteTotal', 'rollup', { rollup: { related: 'sites', fn: 'sum', field: 'doubled' } });
  await field('company', 'siteScore', 'formula', { expression: 'siteTotal + 1' });
  // Before what it follows from, in both ways in which a document is read.
  await schema.updateField({ object: 'company', name: 'siteScore', order: 0 });
  await schema.updateField({ object: 'site', name: 'stageField', order: 0 });
};
