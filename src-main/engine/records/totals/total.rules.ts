import type { FieldType } from '@shared/domain/schema';
import type { FieldModel } from '../../schema/model';
import type { SqlValue } from '../../storage/db';

/** Totals of an object's live records that are kept with every write. Fields by key; '' for none. */
export interface KeptTotal {
  readonly obj: string;
  /** The groups: a field of few values, or '' for one group of everything. */
  readonly by: string;
  /** What is added up: a field of whole numbers, or '' to count records. */
  readonly of: string;
  readonly byType: string;
  readonly ofType: string;
}

/** One group's share, in one currency ('' where it is no money). */
export interface TotalValue {
  readonly key: string;
  readonly currency: string;
  /** Records with a value; all records of the group where nothing is added up. */
  readonly count: number;
  readonly total: number;
}

/** Of few values, told apart by their first column. */
const GROUPS: ReadonlySet<FieldType> = new Set(['select', 'stage', 'boolean', 'rating']);
/** Whole numbers only: what is added and taken away again must leave nothing behind. */
const SUMMED: ReadonlySet<FieldType> = new Set(['integer', 'rating', 'currency']);

export const mayGroup = ({ def }: FieldModel): boolean => GROUPS.has(def.type);
export const mayAddUp = ({ def }: FieldModel): boolean => SUMMED.has(def.type);

/** A group's column as the tables of totals name it. */
export const groupKey = (cell: SqlValue | undefined): string =>
  cell === null || cell === undefined ? '' : `=${String(cell)}`;

/** The column behind a group's name. */
export const groupCell = (key: string, type: FieldType): SqlValue => {
  if (key === '') return null;
  return type === 'select' || type === 'stage' ? key.slice(1) : Number(key.slice(1));
};
