import type { FieldDef, FieldType, ObjectDef } from '@shared/domain/schema';
import type { Member } from '@shared/domain/members';
import type { Role } from '@shared/domain/roles';
import type { ObjectAccess, SchemaAccess } from './access';
import type { FieldTypeRules } from '@shared/domain/field-types/field-type';
import type { FieldTypeStorage } from './field-types/field-type-storage';

/** A field as the engine works with it. */
export interface FieldModel {
  readonly def: FieldDef;
  /** The type of its values: of a computed field that of its result. Rules, storage and columns are those of this type. */
  readonly valueType: FieldType;
  readonly rules: FieldTypeRules;
  readonly storage: FieldTypeStorage;
  /** Columns of the object's table, in the order of `storage.columns`. */
  readonly columns: readonly string[];
}

/** An object as the engine works with it: its definition and its table. */
export interface ObjectModel {
  readonly def: ObjectDef;
  /** "r_" + key, or for somebody who may not see all records a view of the others. Columns: rid INTEGER PRIMARY KEY, id TEXT, created_at, updated_at, deleted_at INTEGER ms, created_by, updated_by INTEGER (number of an actor), position TEXT, and those of the fields. */
  readonly table: string;
  /** Live fields by API name, system fields included, in order. */
  readonly fields: ReadonlyMap<string, FieldModel>;
  /** Live and deleted ones by key: what the change log names. */
  readonly fieldsByKey: ReadonlyMap<string, FieldModel>;
  readonly titleField: FieldModel;
  /** Undefined where whoever asks may do everything. */
  readonly access?: ObjectAccess | undefined;
  /** Relations of live objects that lead here, by the API name that this object knows them by. */
  readonly inverses: ReadonlyMap<string, InverseModel>;
  /** Set where the records are links between records of other objects: what nobody sees as records. */
  readonly linkEnds?: Readonly<Record<LinkSide, LinkEnd>>;
}

/** Which end of a link: the first is the side on which somebody made the field. */
export type LinkSide = 'a' | 'b';

/** One of the two fields that show the same links. */
export interface LinkEnd {
  readonly object: ObjectModel;
  readonly field: FieldModel;
}

/** The links of a pair of `relations` fields. A link is a record with an id made of both ends' ids; it is there while it is alive. */
export interface LinkModel {
  readonly key: string;
  /** Its columns are those of `LINK_COLUMNS`. */
  readonly object: ObjectModel;
  readonly ends: Readonly<Record<LinkSide, LinkEnd>>;
}

/** A relation from its target's side: the records of `object` whose `field` holds the record's id. */
export interface InverseModel {
  readonly name: string;
  readonly label: string;
  readonly object: ObjectModel;
  readonly field: FieldModel;
}

export interface SchemaModel {
  /** Rises with every schema change; stored in setting `schemaVersion`. */
  readonly version: number;
  /** Live objects by API name. */
  readonly objects: ReadonlyMap<string, ObjectModel>;
  /** Live and deleted ones by key. */
  readonly objectsByKey: ReadonlyMap<string, ObjectModel>;
  /** Of the pairs of `relations` fields, by the key that both have in their settings; links of deleted fields too. */
  readonly links: ReadonlyMap<string, LinkModel>;
  /** Everybody, also those who are no longer active. */
  readonly members: readonly Member[];
  readonly roles: readonly Role[];
  /** Id of the member who asks; null where nobody in particular does. */
  readonly me: string | null;
  /** Undefined where whoever asks may do everything. */
  readonly access?: SchemaAccess | undefined;
}

export const objectTable = (objectKey: string): string => `r_${objectKey}`;

/** System fields and the column that keeps each: the same for every object. */
export const SYSTEM_FIELDS: readonly {
  readonly name: string;
  readonly type: FieldType;
  readonly column: string;
}[] = [
  { name: 'createdAt', type: 'dateTime', column: 'created_at' },
  { name: 'updatedAt', type: 'dateTime', column: 'updated_at' },
  { name: 'deletedAt', type: 'dateTime', column: 'deleted_at' },
  { name: 'createdBy', type: 'actor', column: 'created_by' },
  { name: 'updatedBy', type: 'actor', column: 'updated_by' },
  { name: 'position', type: 'position', column: 'position' },
];
