import type { Random } from '../kernel/ports';

const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A key for a custom object or field: names its table or column and stands in the change log for ever. 62 random bits: two devices that make a field
 * of the same name make two fields. Lower case, since SQLite does not tell case apart in identifiers.
 */
export const newKey = (deps: { readonly random: Random }): string =>
  `c${[...deps.random.bytes(12)].map((byte) => DIGITS.charAt(byte % DIGITS.length)).join('')}`;
