import { createHash } from 'node:crypto';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { AppError } from '@shared/errors/app-error';
import type { Place } from './keyset';

/** Short: a cursor travels with every page. Its first part says which question it continues. */
const Cursor = z.tuple([z.string(), z.array(z.union([z.null(), z.number(), z.string()])), z.int()]);

const foreign = () =>
  new AppError('invalid_input', msg`This cursor belongs to another list. Start again from the first page.`, {
    field: 'cursor',
  });

/** Eight bytes that tell one question from another. */
export const fingerprint = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 11);

export const formatCursor = (print: string, place: Place): string =>
  Buffer.from(JSON.stringify([print, place.keys, place.rid])).toString('base64url');

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Errors: `invalid_input` when the cursor was not made for this question. */
export const parseCursor = (text: string, print: string, keyCount: number): Place => {
  const parsed = Cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) throw foreign();
  const [madeFor, keys, rid] = parsed.data;
  if (madeFor !== print || keys.length !== keyCount) throw foreign();
  return { keys, rid };
};
