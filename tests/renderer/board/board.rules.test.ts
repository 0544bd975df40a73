import fc from 'fast-check';
import { generateNKeysBetween } from 'fractional-indexing';
import { describe, expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import {
  addMoney,
  arrangeLanes,
  findBoardFields,
  NO_STAGE,
  placeOf,
  positionAt,
  stepPlace,
  weigh,
} from '@renderer/features/board/board.rules';
import { fakeField } from '../../helpers/fake-field';

const field = (name: string, type: FieldDef['type'], settings: FieldDef['settings'] = {}): FieldDef =>
  fakeField(name, type, { label: name, settings });
const stage = field('stage', 'stage', {
  pipelines: [
    {
      key: 'main',
      label: 'Main',
      winReasons: [],
      lossReasons: [],
      stages: [
        { key: 'open', label: 'Open', color: 'gray', probability: 20 },
        { key: 'late', label: 'Late', color: 'blue', probability: 80 },
        { key: 'old', label: 'Old', color: 'brown', probability: 50, isArchived: true },
        { key: 'won', label: 'Won', color: 'green', probability: 100, outcome: 'won' },
      ],
    },
    {
      key: 'renewals',
      label: 'Renewals',
      winReasons: [],
      lossReasons: [],
      stages: [{ key: 'due', label: 'Due', color: 'teal', probability: 50 }],
    },
  ],
});
const dealObject: ObjectDef = {
  key: 'deal',
  name: 'deal',
  labelSingular: 'Deal',
  labelPlural: 'Deals',
  icon: 'deal',
  color: 'green',
  isStandard: false,
  titleField: 'name',
  order: 0,
  deletedAtMs: null,
  fields: [stage, field('amount', 'currency')],
};
const boardOf = (pipeline: string | undefined) => {
  const fields = findBoardFields(dealObject, undefined, pipeline);
  if (!fields) throw new Error('No board');
  return fields;
};
const board = boardOf(undefined);
const idOf = (n: number): RecordId => RecordId.parse(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const card = (n: number, lane: string | null, position: string): Row => ({
  id: idOf(n),
  stage: lane === null ? null : { key: lane, since: null, reason: null },
  position,
});
const keys = generateNKeysBetween(null, null, 4);
const key = (at: number): string => keys[at] ?? '';
const ROWS = [card(1, 'open', key(1)), card(2, 'open', key(0)), card(3, 'late', key(2))];
const resting = { isSorted: false, place: null };
const idsByLane = (lanes: ReturnType<typeof arrangeLanes>) =>
  Object.fromEntries(lanes.map((lane) => [lane.key, lane.rows.map(({ id }) => id)]));

describe('lanes', () => {
  test('cards stand in the lane of their value, in the order made by hand', () => {
    const lanes = arrangeLanes(board, ROWS, resting);

    expect(idsByLane(lanes)).toEqual({ open: [idOf(2), idOf(1)], late: [idOf(3)], won: [] });
  });

  test('a lane for cards without a stage is there only when there are such cards, also for options that are gone', () => {
    const lanes = arrangeLanes(board, [...ROWS, card(4, null, key(3)), card(5, 'removed', key(3))], resting);

    expect(lanes[0]).toMatchObject({ key: NO_STAGE, rows: [{ id: idOf(4) }, { id: idOf(5) }] });
    expect(arrangeLanes(board, ROWS, resting)).toHaveLength(3);
  });

  test('a held card stands where it is held, once', () => {
    const lanes = arrangeLanes(board, ROWS, { isSorted: false, place: { id: idOf(2), lane: 'late', index: 0 } });

    expect(idsByLane(lanes)).toEqual({ open: [idOf(1)], late: [idOf(2), idOf(3)], won: [] });
  });

  test('a view that sorts keeps its order', () => {
    const lanes = arrangeLanes(board, ROWS, { isSorted: true, place: null });

    expect(idsByLane(lanes)).toMatchObject({ open: [idOf(1), idOf(2)] });
  });
});

describe('steps', () => {
  const lanes = arrangeLanes(board, ROWS, resting);

  test('arrows go over empty lanes, a held card may enter them', () => {
    const late = { id: idOf(3), lane: 'late', index: 0 };

    expect(stepPlace(lanes, late, 'end', false)).toEqual(late);
    expect(stepPlace(lanes, late, 'end', true)).toEqual({ id: idOf(3), lane: 'won', index: 0 });
  });

  test('nothing is beyond the edges', () => {
    const first = placeOf(lanes, idOf(2));
    if (!first) throw new Error('The card is not on the board');

    expect(stepPlace(lanes, first, 'start', true)).toEqual(first);
    expect(stepPlace(lanes, first, 'up', true)).toEqual(first);
  });
});

test('a card that is dropped anywhere gets a position between its neighbours, equal ones included', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 8 }), fc.nat(8), (picks, at) => {
      const all = generateNKeysBetween(null, null, 6);
      const positions = picks.map((pick) => all[pick] ?? '').toSorted();
      const rows = positions.map((position, n) => card(n + 1, 'open', position));
      const lane = arrangeLanes(board, rows, resting).find(({ key: name }) => name === 'open');
      const index = Math.min(at, rows.length);

      const position = positionAt(lane, { id: idOf(99), lane: 'open', index });

      const before = positions[index - 1];
      const after = positions.slice(index).find((each) => before === undefined || each > before);
      expect(before === undefined || position > before).toBe(true);
      expect(after === undefined || position < after).toBe(true);
    }),
  );
});

test('money is added within a currency only', () => {
  const money = [
    { amountMinor: 100, currency: 'EUR' },
    { amountMinor: 500, currency: 'USD' },
    { amountMinor: 150, currency: 'EUR' },
  ];

  expect(addMoney(money)).toEqual([
    { amountMinor: 500, currency: 'USD' },
    { amountMinor: 250, currency: 'EUR' },
  ]);
  expect(weigh(money, 50)[2]).toEqual({ amountMinor: 75, currency: 'EUR' });
});

test('a board is made of the field that the view groups by, else of the one with pipelines', () => {
  const plain = field('kind', 'select', { options: [] });
  const object: ObjectDef = { ...dealObject, fields: [plain, ...dealObject.fields] };

  expect(findBoardFields(object, 'kind', undefined)).toMatchObject({ stage: { name: 'kind' }, lanes: [] });
  expect(findBoardFields(object, undefined, undefined)).toMatchObject({
    stage: { name: 'stage' },
    amount: { name: 'amount' },
  });
  expect(findBoardFields({ ...object, fields: [] }, 'kind', undefined)).toBeUndefined();
});

describe('pipelines', () => {
  test('a board has the stages of the pipeline that its view names, else of the first', () => {
    const keysOf = (pipeline: string | undefined) => boardOf(pipeline).lanes.map(({ key: lane }) => lane);

    expect(keysOf('renewals')).toEqual(['due']);
    expect(keysOf(undefined)).toEqual(['open', 'late', 'old', 'won']);
    expect(keysOf('gone')).toEqual(['open', 'late', 'old', 'won']);
  });

  test('an archived stage is a lane only as long as something is in it', () => {
    const lanesOf = (rows: readonly Row[]) => arrangeLanes(board, rows, resting).map((lane) => lane.key);

    expect(lanesOf(ROWS)).toEqual(['open', 'late', 'won']);
    expect(lanesOf([...ROWS, card(4, 'old', key(3))])).toEqual(['open', 'late', 'old', 'won']);
  });
});
