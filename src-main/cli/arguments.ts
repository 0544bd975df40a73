import fs from 'node:fs';
import { text as readStream } from 'node:stream/consumers';
import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { ValuesInput } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { fieldReason } from '@shared/messages/field-reason';
import { schemaIssue } from '@shared/messages/schema-issue';
import { UsageError } from './usage-error';

/** Parsers of arguments for commander: what they refuse is wrong usage. */
export const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
};

export const commaList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** More than any query or value needs; what walks it later does so by calling itself. */
const MAX_JSON_DEPTH = 500;

const isTooDeep = (value: unknown): boolean => {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_JSON_DEPTH) return true;
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values<unknown>({ ...each }) : [],
    );
  }
  return false;
};

export const parseJson = (text: string, what: string): unknown => {
  const value = ((): unknown => {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new UsageError(`${what} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  })();
  if (isTooDeep(value)) throw new UsageError(`${what} nests too deep`);
  return value;
};

/** The text of an argument, of stdin for "-", or of a file. Errors: UsageError when none is given or the file is not there. */
export const readText = async (argument: string | undefined, file: string | undefined): Promise<string> => {
  if (file !== undefined) {
    if (!fs.existsSync(file)) throw new UsageError(`There is no file ${file}`);
    return fs.readFileSync(file, 'utf8');
  }
  if (argument === '-') return readStream(process.stdin);
  if (argument === undefined) throw new UsageError('Give the JSON as an argument, - for stdin, or --file');
  return argument;
};

/** Checks what a person wrote against a schema. Errors: `invalid_input` with the place. */
export const parseAs = <T extends z.ZodType>(schema: T, value: unknown, what: string): z.infer<T> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path: place, words } = schemaIssue(parsed.error.issues[0]);
  throw new AppError('invalid_input', fieldReason(what, words), { place });
};

/** Field values out of a JSON object and of "--set field=value" pairs, whose values are text. */
export const readValues = async (
  json: string | undefined,
  pairs: readonly string[] = [],
): Promise<z.infer<typeof ValuesInput>> => {
  const fromPairs = pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--set takes field=value, not "${pair}"`);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  if (json === undefined && pairs.length === 0) throw new UsageError('Give values as JSON or with --set field=value');
  const fromJson = json === undefined ? {} : parseJson(await readText(json, undefined), 'The values');
  return { ...parseAs(ValuesInput, fromJson, 'The values'), ...Object.fromEntries(fromPairs) };
};
