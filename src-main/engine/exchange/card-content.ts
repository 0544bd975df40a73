import fs from 'node:fs';
import { isTextList } from '@shared/domain/field-types/list-text';
import { AttachmentId } from '@shared/domain/ids';
import { recordTitle, titleOfValue } from '@shared/domain/record-title';
import type { FieldType } from '@shared/domain/schema';
import {
  AddressValue,
  FileValue,
  FullNameValue,
  RelationValue,
  type FieldValue,
  type Row,
} from '@shared/domain/values';
import type { ObjectModel, SchemaModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import { attachmentPath } from './attachments.service';
import type { CardContent } from './formats/vcard-write';
import { listNoteTexts } from './match-record.sql';

const MAX_PHOTO_BYTES = 2 * 1024 * 1024;

/** The fields that a card is made of. */
export const cardFields = (object: ObjectModel): readonly string[] =>
  [...object.fields.values()].filter(({ def }) => !def.isSystem).map(({ def }) => def.name);

const text = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');

const readPhoto = (files: string, value: FieldValue | undefined): CardContent['photo'] => {
  const [photo] = FileValue.array().safeParse(value).data ?? [];
  if (!photo || !photo.mime.startsWith('image/') || photo.sizeBytes > MAX_PHOTO_BYTES) return null;
  try {
    return { mime: photo.mime, bytes: fs.readFileSync(attachmentPath(files, AttachmentId.parse(photo.id))) };
  } catch {
    // A record whose photo is missing on disk is still a contact; the doctor reports the file.
    return null;
  }
};

/** What a record says as a contact: its fields by what they are, and its notes. */
export const toCardContent = (
  db: ReadDb,
  schema: SchemaModel,
  object: ObjectModel,
  files: string,
  row: Row,
): CardContent => {
  const { titleField } = object;
  const values = (type: FieldType) =>
    [...object.fields.values()].filter(({ def }) => def.type === type && !def.isSystem).map(({ def }) => row[def.name]);
  const list = (type: FieldType) => values(type).flatMap((value) => (isTextList(value) ? value : []));
  const named = row[titleField.def.name] ?? null;
  const ownTitle = titleOfValue(titleField.def, named);
  return {
    name: FullNameValue.safeParse(named).data ?? { first: ownTitle, last: '' },
    title: recordTitle(object.def, row),
    emails: list('emails'),
    phones: list('phones'),
    company: RelationValue.safeParse(row['company']).data?.title ?? (object.def.name === 'company' ? ownTitle : ''),
    jobTitle: text(row['jobTitle']),
    address:
      values('address')
        .map((value) => AddressValue.safeParse(value).data)
        .find((address) => address) ?? null,
    birthday: text(row['birthday']),
    links: list('links'),
    photo:
      values('files')
        .map((value) => readPhoto(files, value))
        .find((photo) => photo) ?? null,
    notes: listNoteTexts(db, schema, `${object.def.name}:${row.id}`),
  };
};
