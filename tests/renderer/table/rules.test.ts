import { msg } from '@lingui/core/macro';
import { expect, test } from 'vitest';
import { parsed, refused } from '@shared/domain/field-types/parse-result';
import { moveColumn, resolveColumns, toViewColumns } from '@renderer/features/table/view-columns.rules';
import { fromFilterList, toFilterList } from '@renderer/fields/filter-list';
import { applyChange, EMPTY_SETTINGS, isWorthSaving } from '@renderer/features/table/view-draft.rules';
import { pastedEdits, rangeEdits } from '@renderer/features/table/grid-edits.rules';
import { startValues } from '@renderer/features/table/start-values.rules';
import {
  addRows,
  countSelected,
  isSelected,
  NOTHING,
  selectedSet,
  toggleRow,
  toSelection,
} from '@renderer/features/table/row-selection';
import { fakeField } from '../../helpers/fake-field';
import { FAKE_PERSON, fakeId } from '../fake-objects';

const names = (columns: readonly { readonly field: { readonly name: string } }[]) =>
  columns.map(({ field }) => field.name);

test('a list that nobody arranged shows every field but those of the system', () => {
  const columns = resolveColumns(FAKE_PERSON, []);

  expect(names(columns)).toEqual(['name', 'city', 'age', 'company', 'createdAt']);
  expect(names(columns.filter(({ isHidden }) => !isHidden))).toEqual(['name', 'city', 'age', 'company']);
});

test('a field made later joins an arranged view hidden and last', () => {
  const kept = toViewColumns(resolveColumns(FAKE_PERSON, []));
  const grown = { ...FAKE_PERSON, fields: [...FAKE_PERSON.fields, fakeField('shoeSize', 'integer', { order: 0 })] };

  const columns = resolveColumns(grown, kept);

  expect(names(columns).at(-1)).toBe('shoeSize');
  expect(columns.at(-1)?.isHidden).toBe(true);
});

test('a column moves anywhere but before the name', () => {
  const columns = resolveColumns(FAKE_PERSON, []);

  expect(names(moveColumn(columns, 'company', 'city'))).toEqual(['name', 'company', 'city', 'age', 'createdAt']);
  expect(moveColumn(columns, 'company', 'name')).toBe(columns);
});

test('a plain "all of these" or "any of these" is a list of conditions and back; anything else is not', () => {
  const city = { field: 'city', op: 'is', value: 'Bergen' } as const;

  const all = { match: 'all', conditions: [city] } as const;
  const any = { match: 'any', conditions: [city, city] } as const;
  expect(toFilterList(fromFilterList(all))).toEqual(all);
  expect(toFilterList(fromFilterList(any))).toEqual(any);
  expect(toFilterList(undefined)).toEqual({ match: 'all', conditions: [] });
  expect(fromFilterList({ match: 'any', conditions: [] })).toBeUndefined();
  expect(toFilterList({ and: [city, { or: [city] }] })).toBeNull();
  // It matches nothing, which no list of conditions can say.
  expect(toFilterList({ or: [] })).toBeNull();
});

test('widths alone are not worth saving, a filter is', () => {
  const columns = toViewColumns(resolveColumns(FAKE_PERSON, []));
  const stored = { ...EMPTY_SETTINGS, columns };
  const wider = applyChange(stored, { columns: columns.map((column) => ({ ...column, widthPx: 300 })) });

  expect(isWorthSaving(wider, stored)).toBe(false);
  expect(isWorthSaving(applyChange(stored, { filter: { field: 'city', op: 'isEmpty' } }), stored)).toBe(true);
});

const fields = [fakeField('name', 'text'), fakeField('city', 'text'), fakeField('age', 'integer')];
const rows = [1, 2, 3].map((n) => ({ id: fakeId(n), name: `P${n}`, city: 'Bergen', age: n }));
const parse = (_field: unknown, text: string) => (text === 'bad' ? refused(msg`No`) : parsed(text));

test('a pasted block lies over the cells from the first one on', () => {
  const at = { firstRow: 0, lastRow: 0, columnKeys: ['city'] };

  const { edits, misread } = pastedEdits(
    rows.slice(0, 2),
    fields,
    at,
    [
      ['Oslo', '4'],
      ['bad', '5'],
    ],
    parse,
  );

  expect(edits).toEqual([
    { id: fakeId(1), values: { city: 'Oslo', age: '4' } },
    { id: fakeId(2), values: { age: '5' } },
  ]);
  expect(misread).toBe(1);
});

test('a single pasted cell fills the whole range', () => {
  const at = { firstRow: 0, lastRow: 2, columnKeys: ['name', 'city'] };

  const { edits } = pastedEdits(rows, fields, at, [['x']], parse);

  expect(edits).toHaveLength(3);
  expect(edits[2]?.values).toEqual({ name: 'x', city: 'x' });
});

test('filling down leaves out cells that hold the value already', () => {
  const range = { firstRow: 0, lastRow: 2, columnKeys: ['city', 'age'] };

  const edits = rangeEdits(rows.slice(1), fields, range, (field) => rows[0]?.[field.name as 'city' | 'age'] ?? null);

  expect(edits).toEqual([
    { id: fakeId(2), values: { age: 1 } },
    { id: fakeId(3), values: { age: 1 } },
  ]);
});

test('everything but some is sent as the filter and the exceptions', () => {
  const set = { object: 'person' };
  const all = { kind: 'all' as const, except: new Set<never>() };

  const selection = toggleRow(all, fakeId(2));

  expect(countSelected(selection, 1_000_000)).toBe(999_999);
  expect(countSelected(selection, undefined)).toBeUndefined();
  expect(isSelected(selection, fakeId(2))).toBe(false);
  expect(toSelection(selection, set)).toEqual({ set, except: [fakeId(2)] });
  expect(toSelection(addRows(NOTHING, [fakeId(1)]), set)).toEqual({ ids: [fakeId(1)] });
});

test('an export of everything but some keeps the filter and leaves those out', () => {
  const set = { object: 'person', filter: { field: 'city', op: 'is', value: 'Bergen' } as const };

  expect(selectedSet({ kind: 'all', except: new Set() }, set)).toBe(set);
  expect(selectedSet({ kind: 'all', except: new Set([fakeId(1)]) }, set).filter).toEqual({
    and: [set.filter, { not: { field: 'id', op: 'isAnyOf', value: [fakeId(1)] } }],
  });
  expect(selectedSet({ kind: 'some', ids: new Set([fakeId(1)]) }, { object: 'person' }).filter).toEqual({
    field: 'id',
    op: 'isAnyOf',
    value: [fakeId(1)],
  });
});

test('a new record starts with the defaults of its fields, days counted from now', () => {
  const environment = {
    locale: 'en',
    timeZone: 'UTC',
    currency: 'EUR',
    phoneRegion: 'DE',
    objects: [],
    members: [],
    me: null,
    access: null,
  };
  const object = {
    ...FAKE_PERSON,
    fields: [
      fakeField('level', 'select', { settings: { options: [], defaultValue: 'gold' } }),
      fakeField('since', 'date', { settings: { defaultValue: 'today' } }),
      fakeField('gone', 'text', { settings: { defaultValue: 'x' }, deletedAtMs: 1 }),
      fakeField('city', 'text'),
    ],
  };

  expect(startValues(object, environment, undefined)).toEqual({
    level: 'gold',
    since: new Date().toISOString().slice(0, 10),
  });
});

test('a new record enters the pipeline that is shown, else the first, at its first stage that is not archived', () => {
  const environment = {
    locale: 'en',
    timeZone: 'UTC',
    currency: 'EUR',
    phoneRegion: 'DE',
    objects: [],
    members: [],
    me: null,
    access: null,
  };
  const stage = (key: string, isArchived = false) => ({
    key,
    label: key,
    color: 'gray' as const,
    probability: 10,
    isArchived,
  });
  const pipeline = (key: string, stages: ReturnType<typeof stage>[]) => ({
    key,
    label: key,
    stages,
    winReasons: [],
    lossReasons: [],
  });
  const pipelines = [pipeline('new', [stage('old', true), stage('talk')]), pipeline('renewals', [stage('due')])];
  const object = { ...FAKE_PERSON, fields: [fakeField('stage', 'stage', { settings: { pipelines } })] };
  const startsAt = (key: string | undefined) => startValues(object, environment, key)['stage'];

  expect(startsAt(undefined)).toEqual({ key: 'talk', since: null, reason: null });
  expect(startsAt('renewals')).toMatchObject({ key: 'due' });
  expect(startsAt('gone')).toMatchObject({ key: 'talk' });
});
