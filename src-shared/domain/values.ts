import { z } from 'zod';
import type { RichDocument } from './rich-text/document';
import { AttachmentId, RecordId } from './ids';

/** Money: whole minor units (cents) of an ISO 4217 currency. */
export const CurrencyValue = z.strictObject({
  amountMinor: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Not an ISO 4217 code'),
});
export type CurrencyValue = Readonly<z.infer<typeof CurrencyValue>>;

export const FullNameValue = z.strictObject({ first: z.string().max(500), last: z.string().max(500) });
export type FullNameValue = Readonly<z.infer<typeof FullNameValue>>;

export const ADDRESS_PARTS = ['street', 'city', 'state', 'postalCode', 'country'] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];
/** Degrees, and how far they go to either side. */
export const COORDINATES = { latitude: 90, longitude: 180 } as const;
export type Coordinate = keyof typeof COORDINATES;

/** Parts that are not known are empty strings. Coordinates in degrees, WGS 84. */
export const AddressValue = z.strictObject({
  street: z.string().max(2000).default(''),
  city: z.string().max(500).default(''),
  state: z.string().max(500).default(''),
  postalCode: z.string().max(100).default(''),
  country: z.string().max(200).default(''),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
});
export type AddressValue = Readonly<z.infer<typeof AddressValue>>;

/** A link to one record or member, with its title at the time of reading. `title` is null when the target is gone. */
export const RelationValue = z.object({ id: RecordId, title: z.string().nullable() });
export type RelationValue = Readonly<z.infer<typeof RelationValue>>;

/** So many linked records of a many-to-many relation are read with a record; all of them are found with a filter over the other side. */
export const MAX_LINKS_READ = 200;

/** A link to one record of any of several objects. */
export const MorphValue = z.object({ object: z.string(), id: RecordId, title: z.string().nullable() });
export type MorphValue = Readonly<z.infer<typeof MorphValue>>;

export const FileValue = z.strictObject({
  id: AttachmentId,
  name: z.string().max(500),
  mime: z.string().max(200),
  sizeBytes: z.int().nonnegative(),
});
export type FileValue = Readonly<z.infer<typeof FileValue>>;

export const ACTOR_KINDS = ['person', 'import', 'mail', 'calendar', 'workflow', 'api', 'undo', 'sync'] as const;

/** Who made a change; `id` is the member who made it or on whose behalf it was made, where that is known. */
export const ActorValue = z.object({
  kind: z.enum(ACTOR_KINDS),
  name: z.string().max(200),
  id: RecordId.optional(),
});
export type ActorValue = Readonly<z.infer<typeof ActorValue>>;

/** A record's place in a pipeline. */
export const StageValue = z.strictObject({
  /** The stage's key; the pipeline follows from it. */
  key: z.string(),
  /** When the record came into the stage, ms UTC; null where that is not known. */
  since: z.int().nullable(),
  /** Key of the reason for which it was won or lost. */
  reason: z.string().nullable(),
});
export type StageValue = Readonly<z.infer<typeof StageValue>>;

/** The same check where it runs for every row. */
export const isStageValue = (value: unknown): value is StageValue =>
  typeof value === 'object' && value !== null && 'key' in value && 'since' in value && 'reason' in value;

/**
 * A field's value on the wire. By type: text-like and date ("YYYY-MM-DD") and select (option key) are strings; numbers,
 * percent (25 means 25 %), rating and date-time (ms UTC) are numbers; multi-select, e-mails, phones (E.164 where it
 * could be parsed) and links are lists, primary first; many-to-many relations are lists of links, the oldest first, at most
 * `MAX_LINKS_READ`; the rest are the shapes above. Null is empty.
 */
export type FieldValue =
  | null
  | string
  | number
  | boolean
  | readonly string[]
  | CurrencyValue
  | FullNameValue
  | AddressValue
  | RelationValue
  | readonly RelationValue[]
  | MorphValue
  | readonly FileValue[]
  | RichDocument
  | ActorValue
  | StageValue;

/** What a caller may write into a field, before the field's type has parsed it. */
export const FieldInput = z.json();
export type FieldInput = z.infer<typeof FieldInput>;

/** Field name to value. Keys are checked against the schema by the engine. */
export const ValuesInput = z.record(z.string().max(64), FieldInput);
export type ValuesInput = Readonly<z.infer<typeof ValuesInput>>;

/**
 * One record as read: its id, and its fields by API name or by path ("company.industry").
 * System fields are createdAt, updatedAt, deletedAt (ms UTC or null), createdBy, updatedBy, position.
 */
export interface Row {
  readonly id: RecordId;
  readonly [field: string]: FieldValue;
}
const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
/** Rows come from the engine's own database: only their shape is checked here, the fields by their types on write. */
export const Row = z.custom<Row>(isRow, 'Not a row');
/** One check for a whole page. */
export const Rows = z.custom<Row[]>((value) => Array.isArray(value) && value.every(isRow), 'Not rows');
