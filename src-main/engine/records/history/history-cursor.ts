import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';

/** After every position, id and moment there is. */
export const LAST = Number.MAX_SAFE_INTEGER;

/** The numbers of a cursor; none where there is no cursor. Errors: `invalid_input` for what is not a cursor of so many. */
export const parseCursor = (cursor: string | undefined, count: number): readonly number[] => {
  if (cursor === undefined) return [];
  const parts = cursor.split('.');
  if (parts.length !== count || !parts.every((part) => /^\d{1,16}$/.test(part)))
    throw new AppError('invalid_input', msg`This cursor is not one of history.`, { cursor });
  return parts.map(Number);
};

/** Where a page ends, as `parseCursor` reads it. */
export const formatCursor = (place: readonly number[]): string => place.join('.');
