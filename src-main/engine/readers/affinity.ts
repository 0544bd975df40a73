import { hashText } from '@shared/domain/hash-text';

/** Reads of the same set go to the same reader, which may have its order in memory. */
const STICKY = new Set(['records.window', 'records.count', 'records.position', 'records.query', 'records.explainList']);

/** What a window walks to without a snapshot (`records/read`). */
const NEAR_THE_START = 500;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A number that is equal for calls that should meet the same reader; undefined when any reader will do. */
export const affinityOf = (path: string, input: unknown): number | undefined => {
  if (!STICKY.has(path) || !isObject(input)) return undefined;
  const { object, filter, sort, state, timeZone } = input;
  return hashText(JSON.stringify([object, filter, sort, state, timeZone]));
};

/** The first screen of a list that need not be looked through: any reader has it at once, so it does not wait for the one that knows the order. */
export const isQuickAnywhere = (path: string, input: unknown): boolean =>
  path === 'records.window' &&
  isObject(input) &&
  (input['filter'] === undefined || input['countLater'] === true) &&
  typeof input['offset'] === 'number' &&
  input['offset'] <= NEAR_THE_START;

/** What looks at all of a set. */
const WHOLE_SET: ReadonlySet<string> = new Set(['records.aggregate', 'records.distinct', 'records.count']);

/** How much longer than others a call is likely to take. */
export const weightOf = (path: string): number => (WHOLE_SET.has(path) ? 20 : 1);
