import type { Pipeline } from '@shared/domain/pipelines';
import type { ObjectDef } from '@shared/domain/schema';
import { fakeField } from '../../helpers/fake-field';
import { FAKE_PERSON } from '../fake-objects';

export const FAKE_PIPELINES: Pipeline[] = [
  {
    key: 'new',
    label: 'New business',
    stages: [
      { key: 'talk', label: 'Talk', color: 'gray', probability: 20 },
      { key: 'offer', label: 'Offer', color: 'blue', probability: 60, requiredFields: ['nextStep'] },
      { key: 'lost', label: 'Lost', color: 'red', probability: 0, outcome: 'lost' },
    ],
    winReasons: [],
    lossReasons: [{ key: 'price', label: 'Price' }],
  },
  {
    key: 'renewals',
    label: 'Renewals',
    stages: [{ key: 'due', label: 'Due', color: 'teal', probability: 70 }],
    winReasons: [],
    lossReasons: [],
  },
];

export const FAKE_DEAL: ObjectDef = {
  ...FAKE_PERSON,
  key: 'o',
  name: 'opportunity',
  labelSingular: 'Deal',
  labelPlural: 'Deals',
  icon: 'deal',
  fields: [
    fakeField('name', 'text'),
    fakeField('nextStep', 'text', { label: 'Next step', order: 1 }),
    fakeField('stage', 'stage', { settings: { pipelines: FAKE_PIPELINES }, order: 2 }),
  ],
};
