import type { Operator } from '@shared/domain/query';
import type { MemberName } from '@shared/domain/members';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import type { SqlValue } from '../../storage/db';

/** A piece of SQL with its bound values, in order. Identifiers in it come from metadata only. */
export interface SqlFragment {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

export interface NormalizeContext {
  readonly settings: FieldSettings;
  /** Used where an amount names no currency. */
  readonly currency: string;
  readonly phoneRegion: string;
  readonly members: readonly MemberName[];
}

/** What a new value takes over from the one it replaces. */
export interface FollowContext {
  readonly settings: FieldSettings;
  readonly nowMs: number;
}

export interface FilterContext {
  readonly settings: FieldSettings;
  readonly nowMs: number;
  /** IANA zone in which days begin. */
  readonly timeZone: string;
  /** Day with which weeks begin; 0 is Sunday. */
  readonly firstWeekday: number;
  /** Id of the member who asks. */
  readonly me: string | null;
}

/** The values that a field can be filtered by, as SQL. */
export interface DistinctValues {
  /** The value, an operand of `is`; of a list its column: then each element is a value. */
  readonly sql: string;
  readonly isList: boolean;
  /** Values that `is` takes for the same text are one. */
  readonly isText: boolean;
}

/** A sub-field that a path may name. */
export interface FieldPart {
  /** Index of its column; of a derived one, the column it mainly follows from. */
  readonly column: number;
  /** The type it behaves as. */
  readonly type: FieldType;
  /** Settings of that type; default: none. */
  readonly settings?: (own: FieldSettings) => FieldSettings;
  /** SQL over all columns of the field, for what is not kept but follows from it. */
  readonly derive?: (columns: readonly string[], own: FieldSettings) => string;
  /** It changes with time alone. */
  readonly isOfTheMoment?: boolean;
}

/**
 * How a field type is kept: the engine's half of a type, one file per type in this folder.
 * "Stored value" is the FieldValue that is written to the change log and kept in columns: relations as `{id}`'s id string,
 * morph relations as "object:id", everything else as its FieldValue.
 */
export interface FieldTypeStorage {
  readonly type: FieldType;
  /** Column suffix ("" for one column) and SQLite type of each column. Nullable, no default (sync.md 3). */
  readonly columns: readonly { readonly suffix: string; readonly sqlType: 'TEXT' | 'INTEGER' | 'REAL' }[];
  /** Sub-fields that a path may name ("first" of a full name). */
  readonly parts: Readonly<Record<string, FieldPart>>;
  /** The part by which two values are the same when records are grouped or counted; default: all of the value. */
  readonly identity?: string;
  /**
   * Checks and cleans what a caller gives (trim, NFC, no U+0000, lone surrogates to U+FFFD; E.164; lower-case host ...).
   * Empty becomes null. Errors: AppError `invalid_input` with a reason that a person can read.
   */
  readonly normalize: (input: FieldInput, context: NormalizeContext) => FieldValue;
  /**
   * What is kept when a normalised value takes the place of the one before (null: none); default: the value as it is. For types that note
   * when they changed. Errors: `invalid_input` for a change that the type does not allow.
   */
  readonly follow?: (before: FieldValue, given: FieldValue, context: FollowContext) => FieldValue;
  readonly toColumns: (stored: FieldValue) => readonly SqlValue[];
  readonly fromColumns: (columns: readonly SqlValue[]) => FieldValue;
  /** SQL of what `fromColumns` takes, where the columns say only where that is kept; default: the columns themselves. */
  readonly read?: (columns: readonly string[]) => readonly string[];
  /** Normalised copies for `value_index`: lower-cased e-mail, E.164 and its digits, host of a link, lower-cased text of unique fields. */
  readonly indexedValues: (stored: FieldValue) => readonly string[];
  /** Words for full-text search, or "". */
  readonly searchText: (stored: FieldValue, settings: FieldSettings) => string;
  /** SQL expressions to sort by, each ascending in the type's natural order, empty as NULL. `columns` are qualified identifiers. */
  readonly sortKeys: (columns: readonly string[], settings: FieldSettings) => readonly string[];
  /** SQL that is 1 where the condition holds and 0 (never NULL) where it does not. Errors: `invalid_input` for a wrong operand. */
  readonly condition: (
    op: Operator,
    operand: FieldInput | undefined,
    columns: readonly string[],
    context: FilterContext,
  ) => SqlFragment;
  /** What the menu of a field's values lists. Absent: the column of a groupable type as it is; of others there is no such menu. */
  readonly distinct?: ((columns: readonly string[]) => DistinctValues) | undefined;
  /** SQL that is 1 where the value is empty. */
  readonly emptyCondition: (columns: readonly string[]) => string;
}
