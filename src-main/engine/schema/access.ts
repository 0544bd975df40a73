import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { RecordRight, SettingRight } from '@shared/domain/roles';
import { AppError } from '@shared/errors/app-error';
import type { SqlFragment } from './field-types/field-type-storage';
import type { SchemaModel } from './model';

/** What somebody whose role has limits may do besides seeing and changing records. */
export interface SchemaAccess {
  readonly settings: ReadonlySet<SettingRight>;
  /** No object, field or record is out of sight. */
  readonly seesAll: boolean;
  /** Tells what is kept for one viewer from what is kept for another; another one as soon as anything that decides has changed. */
  readonly key: string;
  /** The model with nothing left out: for the write path, which keeps what the caller does not see. */
  readonly whole: SchemaModel;
}

/** The model with nothing left out, whoever it was given to. */
export const wholeOf = (seen: SchemaModel): SchemaModel => seen.access?.whole ?? seen;

/** Which records of an object there are for somebody. */
export interface RowRule {
  /** True for them, over the object's own table as `t`. */
  readonly where: SqlFragment;
  /** Fields that decide, of whatever objects: what a change must touch to matter. */
  readonly reads: readonly { readonly object: string; readonly field: string }[];
  /** Some of them hold their value only once a transaction's writes are settled: computed fields, links, numbers. */
  readonly isSettledLate: boolean;
}

/** What somebody whose role has limits may do with records of an object. */
export interface ObjectAccess {
  readonly rights: ReadonlySet<RecordRight>;
  /** API names of fields that may be seen and not edited. */
  readonly readOnly: ReadonlySet<string>;
  /** Where some records are out of sight; then `ObjectModel.table` is a view of the others. */
  readonly rows: RowRule | undefined;
  /** Whether fields are out of sight. */
  readonly hidesFields: boolean;
}

const REFUSALS: Readonly<Record<SettingRight, MessageDescriptor>> = {
  workspace: msg`Your role does not let you change the settings of the workspace.`,
  dataModel: msg`Your role does not let you change the data model.`,
  members: msg`Your role does not let you change members and roles.`,
  views: msg`Your role does not let you change views.`,
  import: msg`Your role does not let you import files.`,
  backups: msg`Your role does not let you work with backups.`,
};

export const maySet = ({ access }: Pick<SchemaModel, 'access'>, right: SettingRight): boolean =>
  access === undefined || access.settings.has(right);

/** Asked by everything that changes something other than records. Errors: `forbidden` with `right`. */
export const assertMaySet = (schema: Pick<SchemaModel, 'access'>, right: SettingRight): void => {
  if (!maySet(schema, right)) throw new AppError('forbidden', REFUSALS[right], { right });
};
