import { msg } from '@lingui/core/macro';
import { foldText } from '@shared/domain/field-types/clean-text';
import { ApiName } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { SYSTEM_FIELDS } from './model';

/** Names that JavaScript objects, rows or the query language have a meaning for already. Compared without case. */
const RESERVED = new Set(
  [
    ...Object.getOwnPropertyNames(Object.prototype),
    'prototype',
    'then',
    'toJSON',
    'id',
    'rid',
    'and',
    'or',
    'not',
    ...SYSTEM_FIELDS.map((field) => field.name),
    ...SYSTEM_FIELDS.map((field) => field.column),
  ].map((name) => name.toLowerCase()),
);

const MAX_BASE = 56;

/** "Contract value (net)" to "contractValueNet". Empty when the label has no Latin letter or digit. */
const camelCase = (label: string): string => {
  const words = foldText(label).match(/[a-z0-9]+/g) ?? [];
  return words
    .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
    .slice(0, MAX_BASE);
};

/**
 * The API name for something new: the one asked for, or one made from the label with a number where it is taken. Errors: `invalid_input` with `name` when
 * the one asked for is reserved or taken; case does not tell names apart, since SQLite's columns and many programs ignore it.
 */
export const chooseApiName = (
  wanted: string | undefined,
  label: string,
  fallback: string,
  taken: ReadonlySet<string>,
): string => {
  const isFree = (name: string): boolean => !RESERVED.has(name.toLowerCase()) && !taken.has(name.toLowerCase());
  if (wanted !== undefined) {
    if (!ApiName.safeParse(wanted).success)
      throw new AppError('invalid_input', msg`A name has letters, digits and _ only.`, { name: wanted });
    if (!isFree(wanted))
      throw new AppError('invalid_input', msg`The name "${wanted}" is taken or reserved.`, { name: wanted });
    return wanted;
  }
  const made = camelCase(label);
  const base = /^[a-z]/.test(made) ? made : `${fallback}${made === '' ? '' : `_${made}`}`;
  let name = base;
  for (let count = 2; !isFree(name); count += 1) name = `${base}${count}`;
  return name;
};
