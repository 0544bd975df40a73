import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { AttachmentId, type StagedFileId } from '@shared/domain/ids';
import type { FileValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { Clock } from '../kernel/ports';
import type { InTransaction, ReadDb, WriteDb } from '../storage/db';
import type { SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import { findAttachment, holdsFile, insertAttachment } from './attachments.sql';
import { sniffMime } from './sniff-mime.rules';
import { removeStaged, stagedPath, type StagingDeps } from './staging';

export const MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024;
const MAX_READ_BYTES = 10 * 1024 * 1024;

export interface FilesDeps {
  readonly clock: Clock;
  readonly paths: { readonly files: string };
}

/** Attachments are kept by what they hold, in folders of 256: the same file twice is one file. */
export const attachmentPath = (files: string, id: AttachmentId): string => path.join(files, id.slice(0, 2), id);

/** Not the folders above: where a drive was, they would be made on another. */
const makeFolder = (folder: string): void => {
  if (!fs.existsSync(folder)) fs.mkdirSync(folder);
};

/** Puts bytes where attachments are kept: on disk before it has its name, so a name always means the whole file. */
const keepBytes = (files: string, id: AttachmentId, bytes: Uint8Array): void => {
  const target = attachmentPath(files, id);
  if (fs.existsSync(target)) return;
  makeFolder(path.dirname(target));
  const part = `${target}.part`;
  try {
    fs.writeFileSync(part, bytes, { mode: 0o600, flush: true });
    fs.renameSync(part, target);
  } catch (cause) {
    fs.rmSync(part, { force: true });
    throw cause;
  }
};

/** Keeps bytes as an attachment, in the caller's transaction. Errors: `invalid_input` above 50 MB. */
export const attachBytes = (deps: FilesDeps, db: WriteDb, bytes: Uint8Array, name: string): FileValue => {
  if (bytes.length > MAX_ATTACHMENT_BYTES)
    throw new AppError('invalid_input', msg`A file may have at most 50 MB.`, { sizeBytes: bytes.length });
  const id = AttachmentId.parse(createHash('sha256').update(bytes).digest('hex'));
  const mime = sniffMime(bytes);
  keepBytes(deps.paths.files, id, bytes);
  insertAttachment(db, { sha: id, mime, sizeBytes: bytes.length }, deps.clock.nowMs());
  return { id, name, mime, sizeBytes: bytes.length };
};

/** Keeps a staged file as an attachment. Errors: `not_found`; `invalid_input` above 50 MB. */
export const attachStaged = async (
  deps: FilesDeps & StagingDeps & { readonly inTransaction: InTransaction },
  input: { readonly file: StagedFileId; readonly name: string },
): Promise<FileValue> => {
  const from = stagedPath(deps, input.file);
  const { size } = await fs.promises.stat(from);
  if (size > MAX_ATTACHMENT_BYTES)
    throw new AppError('invalid_input', msg`A file may have at most 50 MB.`, { sizeBytes: size });
  const bytes = await fs.promises.readFile(from);
  const name = path.basename(input.name).slice(0, 500) || 'file';
  const value = deps.inTransaction((db) => attachBytes(deps, db, bytes, name));
  removeStaged(deps, input.file);
  return value;
};

/** For somebody with limits there are the files of the records and fields that they see. */
const isSeenFile = (db: ReadDb, schema: SchemaModel, id: AttachmentId): boolean =>
  !schema.access ||
  [...schema.objects.values()].some((object) =>
    [...object.fields.values()].some(({ def, columns: [column] }) =>
      def.type === 'files' && column !== undefined ? holdsFile(db, object.table, column, id) : false,
    ),
  );

/** An attachment's bytes. Errors: `not_found`; `invalid_input` above 10 MB. */
export const readAttachment = (
  deps: { readonly paths: { readonly files: string }; readonly schema: SeenSchema },
  db: ReadDb,
  input: { readonly id: AttachmentId },
): { mime: string; base64: string } => {
  const known = findAttachment(db, input.id);
  const file = attachmentPath(deps.paths.files, input.id);
  if (!known || !fs.existsSync(file) || !isSeenFile(db, deps.schema.current(), input.id))
    throw new AppError('not_found', msg`There is no such file.`, { id: input.id });
  if (known.sizeBytes > MAX_READ_BYTES)
    throw new AppError('invalid_input', msg`The file is too large to show.`, { sizeBytes: known.sizeBytes });
  return { mime: known.mime, base64: fs.readFileSync(file).toString('base64') };
};
