import { expect, test } from 'vitest';
import {
  decideTarget,
  importsAnything,
  keepUnknown,
  keyFields,
  rereadDraft,
  startDraft,
  unknownColumns,
} from '@renderer/features/import/import-draft.rules';
import { FAKE_PERSON } from '../fake-objects';
import { fakeColumn, fakePreview } from './fake-import';

const targetOf = (draft: ReturnType<typeof startDraft>, index: number) =>
  draft.plan.columns.find((column) => column.index === index)?.target;

test('one step makes fields of all columns that are unknown and of no others', () => {
  const draft = startDraft(fakePreview());
  expect(unknownColumns(draft)).toEqual([2, 3]);

  const kept = keepUnknown(draft);

  expect(targetOf(kept, 0)).toEqual({ kind: 'field', field: 'name' });
  expect(targetOf(kept, 2)).toEqual({ kind: 'new', label: 'nickname', type: 'text' });
  expect(targetOf(kept, 3)).toEqual({ kind: 'new', label: 'shoe size', type: 'integer' });
  expect(unknownColumns(kept)).toEqual([]);
});

test('a column that a person left out stays out', () => {
  const draft = decideTarget(startDraft(fakePreview()), FAKE_PERSON, 2, { kind: 'skip' });

  const kept = keepUnknown(draft);

  expect(targetOf(kept, 2)).toEqual({ kind: 'skip' });
  expect(targetOf(kept, 3)?.kind).toBe('new');
});

test('an empty column is not offered as a field', () => {
  const preview = fakePreview({ columns: [fakeColumn(0, 'fax', { isEmpty: true, samples: [] })] });

  expect(unknownColumns(startDraft(preview))).toEqual([]);
});

test('records are not recognised by a field that is no longer filled', () => {
  const draft = startDraft(fakePreview());
  const byAge = { ...draft, plan: { ...draft.plan, matchBy: 'age' } };
  expect(keyFields(FAKE_PERSON, byAge.plan)).toEqual(['name', 'age']);

  const without = decideTarget(byAge, FAKE_PERSON, 1, { kind: 'note' });

  expect(without.plan.matchBy).toBeNull();
});

test('reading a file in another way keeps what was decided while the columns stay', () => {
  const draft = decideTarget(startDraft(fakePreview()), FAKE_PERSON, 2, { kind: 'note' });
  const points = fakePreview({ reading: { ...fakePreview().reading, decimalComma: true } });
  const others = fakePreview({ columns: [fakeColumn(0, 'full_name;years')] });

  const same = rereadDraft(draft, points, { decimalComma: true });
  const changed = rereadDraft(draft, others, { delimiter: '\t' });

  expect(targetOf(same, 2)).toEqual({ kind: 'note' });
  expect(same.plan.reading.decimalComma).toBe(true);
  expect(changed.plan.columns).toEqual([{ index: 0, target: { kind: 'skip' } }]);
  expect(importsAnything(changed.plan)).toBe(false);
});
