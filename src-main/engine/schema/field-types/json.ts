import { jsonRules } from '@shared/domain/field-types/json';
import type { FieldTypeStorage } from './field-type-storage';
import { onlyColumn } from './operands';
import { readText } from './parse-context';
import { textCondition } from './text-condition';
import { textStorage } from './text';

/** Kept as its text. A caller gives the value itself; a text is JSON that somebody wrote, so the JSON text "a" comes as "\"a\"". */
export const jsonStorage: FieldTypeStorage = {
  ...textStorage,
  type: 'json',
  distinct: undefined,
  normalize: (input, context) =>
    readText(jsonRules, typeof input === 'string' ? input : JSON.stringify(input), context),
  indexedValues: () => [],
  condition: (op, operand, columns) => textCondition('json', onlyColumn(columns), op, operand),
};

/** What a path inside a JSON value may call its parts: what SQLite takes without quotes. */
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/**
 * SQL of the text at a place inside a JSON value, NULL where there is none: texts as they are, numbers in digits, "true" and "false", lists and objects as JSON.
 * Undefined for names that no path has.
 */
export const textInsideJson = (names: readonly string[]): ((columns: readonly string[]) => string) | undefined => {
  if (!names.every((name) => NAME.test(name))) return undefined;
  const place = `'$.${names.join('.')}'`;
  return (columns) => {
    const column = onlyColumn(columns);
    return `CASE json_type(${column}, ${place}) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
      ELSE nullif(CAST(json_extract(${column}, ${place}) AS TEXT), '') END`;
  };
};
