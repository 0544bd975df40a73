import { i18n } from '@lingui/core';
import { expect, test } from 'vitest';
import { listFilterFields } from '@renderer/fields/filter-fields';
import { FAKE_DEAL } from './fake-deals';

test('lists are filtered by the pipeline, the outcome, the staleness and the reason of a stage as by fields of their own', () => {
  i18n.loadAndActivate({ locale: 'en', messages: {} });

  const parts = listFilterFields([FAKE_DEAL], FAKE_DEAL, i18n).filter(({ path }) => path.startsWith('stage.'));

  expect(parts.map(({ path, label, field }) => [path, label, field.type])).toEqual([
    ['stage.pipeline', 'Stage › Pipeline', 'select'],
    ['stage.outcome', 'Stage › Outcome', 'select'],
    ['stage.isStale', 'Stage › Stale', 'boolean'],
    ['stage.reason', 'Stage › Reason', 'select'],
    ['stage.since', 'Stage › Since', 'dateTime'],
    ['stage.probability', 'Stage › Chance', 'percent'],
  ]);
  expect(parts[0]?.field.settings.options?.map(({ key }) => key)).toEqual(['new', 'renewals']);
});
