import { z } from 'zod';
import { ApiName } from './ids';
import { Pipeline } from './pipelines';
import { TAG_COLORS, TagColor } from './tag-color';
import { MAX_EXPRESSION_LENGTH } from './expressions';
import { Filter } from './query';
import { FieldInput } from './values';

/** Every field type there is. Each has a module in `field-types/` here and in the engine's `schema/field-types/`. */
export const FIELD_TYPES = [
  'text',
  'longText',
  'richText',
  'number',
  'integer',
  'percent',
  'currency',
  'boolean',
  'date',
  'dateTime',
  'select',
  'multiSelect',
  'stage',
  'rating',
  'fullName',
  'emails',
  'phones',
  'links',
  'address',
  'relation',
  'morphRelation',
  'relations',
  'files',
  'member',
  'array',
  'json',
  'autoNumber',
  'actor',
  'position',
  'formula',
  'rollup',
] as const;
export const FieldType = z.enum(FIELD_TYPES);
export type FieldType = z.infer<typeof FieldType>;

/** Types that people may choose for a field of their own; the rest belong to the system. */
export const CUSTOM_FIELD_TYPES = FIELD_TYPES.filter((type) => type !== 'actor' && type !== 'position');

export { TAG_COLORS, TagColor };

export const SelectOption = z.strictObject({
  /** Immutable; what records store. */
  key: z.string().min(1).max(64),
  label: z.string().min(1).max(200),
  color: TagColor,
});
export type SelectOption = Readonly<z.infer<typeof SelectOption>>;

/** What a record does when the record that it points to is deleted. */
export const OnTargetDelete = z.enum(['clear', 'cascade', 'refuse']);

const RuleBound = z.union([z.number(), z.string().max(40)]);

/** What a computed field may hold; such a value is kept, compared and shown as one of that type. */
export const RESULT_TYPES = ['text', 'number', 'integer', 'currency', 'boolean', 'date', 'dateTime'] as const;
export type ResultType = (typeof RESULT_TYPES)[number];

export const ROLLUP_FUNCTIONS = [
  'count',
  'countFilled',
  'countUnique',
  'sum',
  'avg',
  'min',
  'max',
  'earliest',
  'latest',
  'any',
  'all',
] as const;
export const RollupFunction = z.enum(ROLLUP_FUNCTIONS);
export type RollupFunction = z.infer<typeof RollupFunction>;

/** What a rollup makes of which related records. */
export const Rollup = z.strictObject({
  /** API name of a list of related records: the inverse of a relation ("opportunities" of a company), or a many-to-many relation. Only live records are in it. */
  related: ApiName,
  fn: RollupFunction,
  /** API name of a field of the related records; only `count` goes without. */
  field: ApiName.optional(),
  /** Which of them; its paths are theirs. Default: all. */
  filter: Filter.optional(),
});
export type Rollup = Readonly<z.infer<typeof Rollup>>;

/** Settings of a field; which of them apply depends on its type. */
export const FieldSettings = z.strictObject({
  /** select, multiSelect; order is display order. */
  options: z.array(SelectOption).max(1000).optional(),
  /** stage: order is display order; at least one. */
  pipelines: z.array(Pipeline).min(1).max(50).optional(),
  /** number, percent: digits after the point. */
  decimals: z.int().min(0).max(8).optional(),
  /** currency: the code used when none is given. */
  defaultCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** relation, relations: API name of the object it points to. */
  target: ApiName.optional(),
  /** relation, morphRelation: label of the derived list on the other side ("People"). relations: of the field that is made there; only in a new one. */
  inverseLabel: z.string().max(200).optional(),
  /** relation, morphRelation: API name of that list on each target; chosen when the field is made, immutable. relations: as the label. */
  inverseName: ApiName.optional(),
  onTargetDelete: OnTargetDelete.optional(),
  /** relations: what its links and the field on the other side are known by; made by the engine, immutable. */
  link: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)
    .optional(),
  /** relations: which end of its links the field shows. Immutable. */
  side: z.enum(['a', 'b']).optional(),
  /** morphRelation: API names of the objects it may point to. */
  targets: z.array(ApiName).max(100).optional(),
  /** member: a new record's value is whoever makes it, unless it is given another. */
  defaultsToCreator: z.boolean().optional(),
  /** files: at most this many. */
  maxFiles: z.int().min(1).max(100).optional(),
  /** autoNumber: what stands before the digits ("INV-"); does not end with one itself. */
  prefix: z.string().max(20).optional(),
  /** autoNumber: at least this many digits, filled up with zeros. */
  digits: z.int().min(1).max(12).optional(),
  /** autoNumber: the first number, or the next one where fewer have been given. */
  firstNumber: z.int().min(0).max(1_000_000_000).optional(),
  /** The least that a value may be: a number, of money in whole units; of dates and moments a day ("2026-01-31"). */
  min: RuleBound.optional(),
  /** The most, in the same form. A moment may be any time of that day in the workspace's zone. */
  max: RuleBound.optional(),
  /** Characters of a text, entries of a list. */
  minLength: z.int().min(1).max(80_000).optional(),
  maxLength: z.int().min(1).max(80_000).optional(),
  /** What texts, or the entries of a list, have to match as a whole: see `field-types/text-pattern.ts`. */
  pattern: z.string().min(1).max(200).optional(),
  /** The pattern in words for those who fill the field in ("three letters and four digits"). */
  patternHint: z.string().max(200).optional(),
  /** What a new record holds where nobody says otherwise. Dates may be said as of the day when it is made: "today", "in 2 weeks". */
  defaultValue: FieldInput.optional(),
  /** Of a field in the trash that was converted: key of the field that has its name and place now. Kept by the engine. */
  convertedTo: z.string().max(64).optional(),
  /** formula: `docs/formulas.md`. */
  expression: z.string().max(MAX_EXPRESSION_LENGTH).optional(),
  rollup: Rollup.optional(),
  /** formula, rollup: what it holds; found out by the engine when the field is saved. */
  result: z.enum(RESULT_TYPES).optional(),
});
export type FieldSettings = Readonly<z.infer<typeof FieldSettings>>;

export const FieldDef = z.object({
  /** Immutable short id; names the column and the field in the change log. */
  key: z.string(),
  /** API name, unique in its object, immutable. */
  name: ApiName,
  label: z.string().min(1).max(200),
  type: FieldType,
  settings: FieldSettings,
  help: z.string().max(2000),
  /** Ships with Outpost: may be renamed and hidden, not deleted. */
  isStandard: z.boolean(),
  /** Kept by the engine (createdAt, updatedBy ...): never written by a caller, except `position`. */
  isSystem: z.boolean(),
  isRequired: z.boolean(),
  isUnique: z.boolean(),
  isHidden: z.boolean(),
  /** Set where whoever asks may see its values and not change them. */
  isReadOnly: z.boolean().optional(),
  /** Order in the object, ascending. */
  order: z.int(),
  deletedAtMs: z.number().nullable(),
});
export type FieldDef = Readonly<z.infer<typeof FieldDef>>;

/** What is no more than a type: for fields that are only worked with, and kept nowhere. */
export const PLAIN_FIELD = {
  help: '',
  isStandard: false,
  isSystem: false,
  isRequired: false,
  isUnique: false,
  isHidden: false,
  order: 0,
  deletedAtMs: null,
} as const satisfies Partial<FieldDef>;

/** Whether a field is a formula or a rollup: the engine works its values out of others, and nobody writes them. */
export const isDerived = ({ type, settings }: Pick<FieldDef, 'type' | 'settings'>): boolean =>
  type === 'formula' || type === 'rollup' || settings.result !== undefined;

/** The type of a field's values: its own, or of a computed field that of its result. */
export const valueTypeOf = ({ type, settings }: Pick<FieldDef, 'type' | 'settings'>): FieldType =>
  type === 'formula' || type === 'rollup' ? (settings.result ?? 'text') : type;

export const ObjectDef = z.object({
  key: z.string(),
  name: ApiName,
  labelSingular: z.string().min(1).max(200),
  labelPlural: z.string().min(1).max(200),
  /** A concept of the icon registry ("people", "company", "deal", "task", "note", "box" ...). */
  icon: z.string().max(50),
  color: TagColor,
  isStandard: z.boolean(),
  /** API name of the field that names a record. */
  titleField: ApiName,
  order: z.int(),
  deletedAtMs: z.number().nullable(),
  /** Live and deleted fields, in order. */
  fields: z.array(FieldDef),
});
export type ObjectDef = Readonly<z.infer<typeof ObjectDef>>;

/** The whole data model. `version` rises with every schema change. */
export const SchemaSnapshot = z.object({ version: z.int(), objects: z.array(ObjectDef) });
export type SchemaSnapshot = Readonly<z.infer<typeof SchemaSnapshot>>;
