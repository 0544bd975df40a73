import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { formatMessage } from '../../messages/format-message';
import { toMessage, type Message } from '../../messages/message';

/**
 * A pattern that texts of a field have to match as a whole, in the usual notation of regular expressions. It is run by a machine of its own that reads each
 * character once and follows all ways at the same time: the time is the length of the text times the length of the pattern, whatever both are, where
 * the engine of the language may need years. Therefore there are no back-references and no look-around.
 * Source of the method: https://swtch.com/~rsc/regexp/regexp2.html
 */
export interface TextPattern {
  readonly matches: (text: string) => boolean;
}

export type PatternResult =
  | { readonly ok: true; readonly pattern: TextPattern }
  | { readonly ok: false; readonly reason: Message };

type IsChar = (char: string) => boolean;

type Node =
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'char'; readonly isChar: IsChar }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly min: number; readonly max: number };

type Step =
  | { readonly kind: 'char'; readonly isChar: IsChar }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'match' }
  /** Goes on at each of these steps. */
  | { readonly kind: 'fork'; readonly to: number[] };

export const MAX_PATTERN = 200;
const MAX_STEPS = 1000;
const MAX_REPEAT = 500;
const MAX_DEPTH = 20;

/** What makes a pattern unusable, in words for the person who writes it. */
class PatternProblem extends Error {
  readonly words: Message;
  constructor(words: MessageDescriptor) {
    super(formatMessage(words));
    this.words = toMessage(words);
  }
}

// Braces and backslashes are signs of the catalogue's own notation: they come as values.
const BACKSLASH = '\\';
const CATEGORY = '\\p{L}';
const OPENING = '{';
const TIMES = '{3}';
const FROM_TO = '{2,5}';
const needsName = (sign: string): MessageDescriptor => msg`"${sign}" needs a name such as "${CATEGORY}"`;
const unusable = (sign: string): MessageDescriptor => msg`"${sign}" cannot be used`;
const wrongWay = (range: string): MessageDescriptor => msg`"${range}" is the wrong way round`;

const CLASS_LETTERS = new Set('dDwWsS');
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };
const SYNTAX = new Set('\\^$.*+?()[]{}|/-');

/** One character against a class: the language's own notation, of which a single character is all it ever sees. */
const classTest = (source: string): IsChar => {
  let test: RegExp;
  try {
    test = new RegExp(`^${source}$`, 'su');
  } catch {
    throw new PatternProblem(msg`"${source}" is not understood`);
  }
  return (char) => test.test(char);
};

interface Reader {
  readonly chars: readonly string[];
  at: number;
}

const peek = ({ chars, at }: Reader): string | undefined => chars[at];
const take = (reader: Reader): string | undefined => {
  const char = reader.chars[reader.at];
  reader.at += 1;
  return char;
};
const takeIf = (reader: Reader, wanted: string): boolean => {
  if (peek(reader) !== wanted) return false;
  reader.at += 1;
  return true;
};

/** Everything up to `end`, which is taken too. */
const takeUntil = (reader: Reader, end: string): string | undefined => {
  const from = reader.at;
  let isEscaped = false;
  for (let char = take(reader); char !== undefined; char = take(reader)) {
    if (char === end && !isEscaped) return reader.chars.slice(from, reader.at).join('');
    isEscaped = char === '\\' && !isEscaped;
  }
  return undefined;
};

const literal = (wanted: string): Node => ({ kind: 'char', isChar: (char) => char === wanted });

const readEscape = (reader: Reader): Node => {
  const char = take(reader);
  if (char === undefined) throw new PatternProblem(msg`It ends with a single "${BACKSLASH}"`);
  if (CLASS_LETTERS.has(char)) return { kind: 'char', isChar: classTest(`\\${char}`) };
  if (char === 'p' || char === 'P') {
    const name = takeIf(reader, '{') ? takeUntil(reader, '}') : undefined;
    if (name === undefined) throw new PatternProblem(needsName(`\\${char}`));
    return { kind: 'char', isChar: classTest(`\\${char}{${name}`) };
  }
  const control = CONTROLS[char];
  if (control !== undefined) return literal(control);
  if (SYNTAX.has(char) || !/[\p{L}\p{N}]/u.test(char)) return literal(char);
  throw new PatternProblem(unusable(`\\${char}`));
};

const readAtom = (reader: Reader, depth: number): Node => {
  const char = take(reader) ?? '';
  switch (char) {
    case '(': {
      if (takeIf(reader, '?') && !takeIf(reader, ':')) throw new PatternProblem(msg`"(?" can only be followed by ":"`);
      const inner = readAlternatives(reader, depth + 1);
      if (!takeIf(reader, ')')) throw new PatternProblem(msg`A bracket is not closed`);
      return inner;
    }
    case '[': {
      const rest = takeUntil(reader, ']');
      if (rest === undefined) throw new PatternProblem(msg`A square bracket is not closed`);
      return { kind: 'char', isChar: classTest(`[${rest}`) };
    }
    case '.':
      return { kind: 'char', isChar: (each) => each !== '\n' && each !== '\r' };
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '\\':
      return readEscape(reader);
    case '*':
    case '+':
    case '?':
      throw new PatternProblem(msg`Nothing stands before "${char}"`);
    default:
      return literal(char);
  }
};

const COUNT = /^(\d{1,4})(?:(,)(\d{1,4})?)?\}$/;

const readCount = (reader: Reader): { readonly min: number; readonly max: number } | undefined => {
  if (takeIf(reader, '*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (takeIf(reader, '+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (takeIf(reader, '?')) return { min: 0, max: 1 };
  if (!takeIf(reader, '{')) return undefined;
  const match = COUNT.exec(takeUntil(reader, '}') ?? '');
  if (!match) throw new PatternProblem(msg`After "${OPENING}" a number is needed, as in "${TIMES}" or "${FROM_TO}"`);
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]);
  if (min > max) throw new PatternProblem(wrongWay(`{${min},${max}}`));
  if (min > MAX_REPEAT || (Number.isFinite(max) && max > MAX_REPEAT))
    throw new PatternProblem(msg`More than ${MAX_REPEAT} repetitions`);
  return { min, max };
};

const readSequence = (reader: Reader, depth: number): Node => {
  const parts: Node[] = [];
  for (let char = peek(reader); char !== undefined && char !== '|' && char !== ')'; char = peek(reader)) {
    const part = readAtom(reader, depth);
    const count = readCount(reader);
    if (!count) {
      parts.push(part);
      continue;
    }
    // What is found first does not matter where the whole text has to match.
    takeIf(reader, '?');
    if ('*+?{'.includes(peek(reader) ?? ' ')) throw new PatternProblem(msg`Two repetitions follow one another`);
    parts.push({ kind: 'repeat', part, ...count });
  }
  return { kind: 'all', parts };
};

const readAlternatives = (reader: Reader, depth: number): Node => {
  if (depth > MAX_DEPTH) throw new PatternProblem(msg`Too many brackets inside one another`);
  const parts = [readSequence(reader, depth)];
  while (takeIf(reader, '|')) parts.push(readSequence(reader, depth));
  return { kind: 'any', parts };
};

const toSteps = (root: Node): readonly Step[] => {
  const steps: Step[] = [];
  const add = <S extends Step>(step: S): S => {
    if (steps.length >= MAX_STEPS) throw new PatternProblem(msg`The pattern is too long`);
    steps.push(step);
    return step;
  };
  const fork = () => add({ kind: 'fork' as const, to: [] as number[] });
  const write = (node: Node): void => {
    switch (node.kind) {
      case 'start':
      case 'end':
        add({ kind: node.kind });
        return;
      case 'char':
        add(node);
        return;
      case 'all':
        for (const part of node.parts) write(part);
        return;
      case 'any': {
        const [only] = node.parts;
        if (only && node.parts.length === 1) return write(only);
        const choice = fork();
        const ends = node.parts.map((part) => {
          choice.to.push(steps.length);
          write(part);
          return fork();
        });
        for (const end of ends) end.to.push(steps.length);
        return;
      }
      case 'repeat': {
        for (let count = 0; count < node.min; count += 1) {
          const before = steps.length;
          write(node.part);
          // "(){500}" says nothing, however often.
          if (steps.length === before) break;
        }
        if (node.max === Number.POSITIVE_INFINITY) {
          const start = steps.length;
          const loop = fork();
          loop.to.push(steps.length);
          write(node.part);
          fork().to.push(start);
          loop.to.push(steps.length);
          return;
        }
        const leaves = Array.from({ length: node.max - node.min }, () => {
          const leave = fork();
          leave.to.push(steps.length);
          write(node.part);
          return leave;
        });
        for (const leave of leaves) leave.to.push(steps.length);
      }
    }
  };
  write(root);
  add({ kind: 'match' });
  return steps;
};

/** Whether one of the ways through the steps ends with the text. */
const run = (steps: readonly Step[], text: string): boolean => {
  const chars = Array.from(text);
  const seenAt = new Int32Array(steps.length).fill(-1);
  /** All steps that wait for a character at a position, and whether the end was reached. */
  const follow = (from: readonly number[], at: number): { readonly waiting: readonly number[]; isMatch: boolean } => {
    const found = { waiting: [] as number[], isMatch: false };
    const open = [...from];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const step = steps[next];
      if (!step || seenAt[next] === at) continue;
      seenAt[next] = at;
      if (step.kind === 'char') found.waiting.push(next);
      else if (step.kind === 'match') found.isMatch = true;
      else if (step.kind === 'fork') open.push(...step.to);
      else if (step.kind === 'start' ? at === 0 : at === chars.length) open.push(next + 1);
    }
    return found;
  };
  let now = follow([0], 0);
  for (const [at, char] of chars.entries()) {
    const next = now.waiting.flatMap((index) => {
      const step = steps[index];
      return step?.kind === 'char' && step.isChar(char) ? [index + 1] : [];
    });
    if (next.length === 0) return false;
    now = follow(next, at + 1);
  }
  return now.isMatch;
};

/**
 * Reads a pattern: characters, `.`, `[a-z]`, `\d \w \s \p{L}`, groups, `|`, `* + ? {2,5}`, `^` and `$`. At most 200 characters. A refusal says what is wrong.
 */
export const readPattern = (source: string): PatternResult => {
  if (source.length > MAX_PATTERN)
    return { ok: false, reason: toMessage(msg`The pattern is longer than ${MAX_PATTERN} characters`) };
  try {
    const reader: Reader = { chars: Array.from(source), at: 0 };
    const root = readAlternatives(reader, 0);
    if (reader.at < reader.chars.length) throw new PatternProblem(msg`A bracket is closed that was not opened`);
    const steps = toSteps(root);
    return { ok: true, pattern: { matches: (text) => run(steps, text) } };
  } catch (error) {
    if (error instanceof PatternProblem) return { ok: false, reason: error.words };
    throw error;
  }
};
