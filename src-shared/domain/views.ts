import { z } from 'zod';
import { ViewId } from './ids';
import { AggregateFunction, FieldPath, Filter, Sort } from './query';

export const ViewColumn = z.strictObject({
  field: FieldPath,
  widthPx: z.int().min(48).max(2000),
  isHidden: z.boolean().default(false),
  aggregate: AggregateFunction.optional(),
});
export type ViewColumn = Readonly<z.infer<typeof ViewColumn>>;

/** Months from the current one on, or the months of a quarter of the year. */
export const FORECAST_SPANS = ['months3', 'months6', 'months12', 'thisQuarter', 'nextQuarter'] as const;
export type ForecastSpan = (typeof FORECAST_SPANS)[number];
export const DEFAULT_FORECAST_SPAN: ForecastSpan = 'months6';

/** What a person keeps of a list: which records, in which order, shown how. */
export const ViewSettings = z.strictObject({
  kind: z.enum(['table', 'board', 'forecast']),
  filter: Filter.optional(),
  sort: z.array(Sort).max(8).default([]),
  columns: z.array(ViewColumn).max(300).default([]),
  /** board: the field whose stages or options are the columns. */
  groupBy: FieldPath.optional(),
  /** board, forecast: key of the pipeline that is shown; default: the first for a board, all for a forecast. */
  pipeline: z.string().max(64).optional(),
  /** forecast: how far it looks; default: six months. */
  span: z.enum(FORECAST_SPANS).optional(),
});
export type ViewSettings = Readonly<z.infer<typeof ViewSettings>>;

export const SavedView = z.object({
  id: ViewId,
  object: z.string(),
  name: z.string().min(1).max(200),
  settings: ViewSettings,
  isFavorite: z.boolean(),
  /** Manual order among the object's views: fractional index. */
  position: z.string(),
  /** Rises with each change; what `expectedRevision` is compared with. */
  revision: z.int(),
});
export type SavedView = Readonly<z.infer<typeof SavedView>>;
