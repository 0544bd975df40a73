import { generateKeyBetween } from 'fractional-indexing';
import type { Pipeline, Stage } from '@shared/domain/pipelines';
import type { FieldDef, ObjectDef, SelectOption } from '@shared/domain/schema';
import type { RecordId } from '@shared/domain/ids';
import { isStageValue, type CurrencyValue, type Row } from '@shared/domain/values';

/** Key of the lane for records that are in no stage. */
export const NO_STAGE = '';

/** What a lane stands for: an option of a select field, or a stage of a pipeline. */
export interface LaneOption extends SelectOption {
  readonly stage?: Stage | undefined;
}

export interface Lane {
  readonly key: string;
  /** Null: the lane of records without a stage. */
  readonly option: LaneOption | null;
  readonly rows: readonly Row[];
}

/** Where a card is held: in front of the card at `index` of the lane, counted without the held card. */
export interface Place {
  readonly id: RecordId;
  readonly lane: string;
  readonly index: number;
}

/** The fields of an object that a board is made of. */
export interface BoardFields {
  readonly stage: FieldDef;
  /** The pipeline that is shown, where the field has any. */
  readonly pipeline: Pipeline | undefined;
  readonly lanes: readonly LaneOption[];
  readonly amount: FieldDef | undefined;
  readonly date: FieldDef | undefined;
  readonly company: FieldDef | undefined;
  readonly nextStep: FieldDef | undefined;
}

/** Fields whose stages or options can be lanes. */
export const stageFields = (object: ObjectDef): readonly FieldDef[] =>
  object.fields.filter(
    ({ type, deletedAtMs, isHidden }) => (type === 'select' || type === 'stage') && deletedAtMs === null && !isHidden,
  );

/** The pipeline of that key, else the first that is not archived. */
const pipelineOf = ({ settings }: FieldDef, key: string | undefined): Pipeline | undefined =>
  settings.pipelines?.find((pipeline) => pipeline.key === key) ??
  settings.pipelines?.find(({ isArchived }) => isArchived !== true) ??
  settings.pipelines?.[0];

const stageLanes = (pipeline: Pipeline): readonly LaneOption[] =>
  pipeline.stages.map((stage) => ({ key: stage.key, label: stage.label, color: stage.color, stage }));

/**
 * The field that a view groups by, else the one with pipelines, else the first, and the lanes it makes; undefined when the object has none.
 */
export const findBoardFields = (
  object: ObjectDef,
  groupBy: string | undefined,
  pipelineKey: string | undefined,
): BoardFields | undefined => {
  const choices = stageFields(object);
  const stage =
    choices.find(({ name }) => name === groupBy) ?? choices.find(({ type }) => type === 'stage') ?? choices[0];
  if (!stage) return undefined;
  const pipeline = pipelineOf(stage, pipelineKey);
  const live = object.fields.filter(({ deletedAtMs, isSystem }) => deletedAtMs === null && !isSystem);
  return {
    stage,
    pipeline,
    lanes: pipeline ? stageLanes(pipeline) : (stage.settings.options ?? []),
    amount: live.find(({ type }) => type === 'currency'),
    date: live.find(({ type }) => type === 'date'),
    company: live.find(({ type, settings }) => type === 'relation' && settings.target === 'company'),
    nextStep: live.find(({ name, type }) => name === 'nextStep' && type === 'text'),
  };
};

/** The key of the lane that a record's own value names. */
export const laneKeyOf = (row: Row, stage: FieldDef): string => {
  const value = row[stage.name];
  if (isStageValue(value)) return value.key;
  return typeof value === 'string' ? value : NO_STAGE;
};

const positionOf = (row: Row): string => (typeof row['position'] === 'string' ? row['position'] : '');
const byPosition = (a: Row, b: Row): number =>
  positionOf(a) < positionOf(b) ? -1 : positionOf(a) > positionOf(b) ? 1 : 0;

const withHeld = (rows: readonly Row[], held: Row | undefined, place: Place, lane: string): readonly Row[] => {
  const rest = rows.filter(({ id }) => id !== place.id);
  if (!held || place.lane !== lane) return rest;
  return [...rest.slice(0, place.index), held, ...rest.slice(place.index)];
};

/**
 * Cards by lane. A card stands where its own value says, not where it was read, so that a change shows in the same frame;
 * a held one where it is held. By hand-made order unless the view sorts otherwise. Archived stages are lanes as long as something is in them.
 */
export const arrangeLanes = (
  { stage, lanes: options }: Pick<BoardFields, 'stage' | 'lanes'>,
  rows: readonly Row[],
  { isSorted, place }: { readonly isSorted: boolean; readonly place: Place | null },
): readonly Lane[] => {
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  const known = new Set(options.map(({ key }) => key));
  const laneOf = (row: Row): string => (known.has(laneKeyOf(row, stage)) ? laneKeyOf(row, stage) : NO_STAGE);
  const held = place ? unique.find(({ id }) => id === place.id) : undefined;
  const make = (key: string, option: LaneOption | null): Lane => {
    const own = unique.filter((row) => laneOf(row) === key);
    const ordered = isSorted ? own : own.toSorted(byPosition);
    return { key, option, rows: place ? withHeld(ordered, held, place, key) : ordered };
  };
  const lanes = options
    .map((option) => make(option.key, option))
    .filter(({ option, rows: own }) => option?.stage?.isArchived !== true || own.length > 0);
  const rest = make(NO_STAGE, null);
  return rest.rows.length > 0 ? [rest, ...lanes] : lanes;
};

/** Where a card is now. */
export const placeOf = (lanes: readonly Lane[], id: RecordId): Place | null => {
  for (const lane of lanes) {
    const index = lane.rows.findIndex((row) => row.id === id);
    if (index >= 0) return { id, lane: lane.key, index };
  }
  return null;
};

/** The place one step away; the same when there is none. Sideways keeps the height as far as the lane reaches. */
export const stepPlace = (
  lanes: readonly Lane[],
  place: Place,
  step: 'up' | 'down' | 'start' | 'end',
  isHeld: boolean,
): Place => {
  const at = lanes.findIndex(({ key }) => key === place.lane);
  const lengthOf = (lane: Lane | undefined): number =>
    lane ? lane.rows.filter(({ id }) => !isHeld || id !== place.id).length : 0;
  // A held card may stand after the last one.
  const last = (lane: Lane | undefined): number => Math.max(0, lengthOf(lane) - (isHeld ? 0 : 1));
  if (step === 'up') return { ...place, index: Math.max(0, place.index - 1) };
  if (step === 'down') return { ...place, index: Math.min(last(lanes[at]), place.index + 1) };
  const direction = step === 'start' ? -1 : 1;
  for (let next = at + direction; next >= 0 && next < lanes.length; next += direction) {
    const lane = lanes[next];
    if (lane && (isHeld || lane.rows.length > 0))
      return { ...place, lane: lane.key, index: Math.min(place.index, last(lane)) };
  }
  return place;
};

/** The hand-made position of a card that is put at a place. Neighbours that share a position count as one. */
export const positionAt = (lane: Lane | undefined, place: Place): string => {
  const rest = (lane?.rows ?? []).filter(({ id }) => id !== place.id).map(positionOf);
  const before = rest[place.index - 1] || null;
  const after =
    rest.slice(place.index).find((position) => position !== '' && (before === null || position > before)) ?? null;
  return generateKeyBetween(before, after);
};

/** Money by currency times a chance in percent, to whole minor units. */
export const weigh = (money: readonly CurrencyValue[], percent: number): readonly CurrencyValue[] =>
  money.map(({ amountMinor, currency }) => ({ amountMinor: Math.round((amountMinor * percent) / 100), currency }));

/** Money added within each currency, largest amount first. */
export const addMoney = (money: readonly CurrencyValue[]): readonly CurrencyValue[] => {
  const byCurrency = new Map<string, number>();
  for (const { amountMinor, currency } of money)
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + amountMinor);
  return [...byCurrency]
    .map(([currency, amountMinor]) => ({ currency, amountMinor }))
    .toSorted((a, b) => b.amountMinor - a.amountMinor);
};
