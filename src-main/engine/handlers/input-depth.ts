/** Filters and documents are checked for less than this by what reads them; schemas walk their input on the stack, and much deeper it would not hold. */
const MAX_DEPTH = 500;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
};

const partsOf = (value: object): readonly object[] =>
  isPlain(value)
    ? Object.values(value).filter((part): part is object => typeof part === 'object' && part !== null)
    : [];

/** Whether lists and objects lie deeper in one another than any call needs. Goes through them level by level, so it does not run out of stack itself. */
export const isTooDeep = (input: unknown): boolean => {
  let level = partsOf([input]);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap(partsOf);
  }
  return false;
};
