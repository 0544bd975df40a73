import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import {
  EXPRESSION_FUNCTIONS,
  type ExpressionIssue,
  type ExpressionType,
  MAX_EXPRESSION_LENGTH,
} from '@shared/domain/expressions';
import { toMessage, withValues } from '@shared/messages/message';
import { closestName } from './closest-name';
import { explainSyntaxError } from './explain-error';
import { DIVISOR } from './functions';

/** What the names in an expression mean. */
export interface ExpressionNames {
  /** What "company.industry" is, given as its parts; a text says in words why it is nothing. */
  readonly find: (names: readonly string[]) => ExpressionType | { readonly problem: MessageDescriptor };
  /** Names that may follow these parts, to propose one for a misspelt last part. */
  readonly namesAfter: (names: readonly string[]) => Iterable<string>;
}

/** A piece of the printed text and the piece of the author's text that it stands for. */
interface Origin {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** An expression printed anew for the checker: names are variables, every number is a floating-point one, every step is in brackets. */
export interface PrintedExpression {
  readonly text: string;
  /** The paths that it reads, each once; the variable of the nth is `variableName(n)`. */
  readonly paths: readonly string[];
  readonly types: readonly ExpressionType[];
  /** Where in the author's text a place of the printed one comes from. */
  readonly originOf: (range: { readonly start: number; readonly end: number }) => {
    readonly start: number;
    readonly end: number;
  };
}

export const variableName = (index: number): string => `v${index}_`;

const MAX_NODES = 500;
const MAX_DEPTH = 50;
/** Loops over lists may stand inside one another once, and there may be this many. */
const MAX_LOOP_DEPTH = 2;
const MAX_LOOPS = 8;
const LOOPS: ReadonlySet<string> = new Set(['exists', 'all', 'map', 'filter']);

const reader = new Environment({ limits: { maxAstNodes: MAX_NODES, maxDepth: MAX_DEPTH, maxListElements: 200 } });

type Result =
  | { readonly ok: true; readonly printed: PrintedExpression }
  | { readonly ok: false; readonly issues: readonly ExpressionIssue[] };

const FUNCTION_NAMES = Object.keys(EXPRESSION_FUNCTIONS);
const isFunction = (name: string): name is keyof typeof EXPRESSION_FUNCTIONS =>
  Object.hasOwn(EXPRESSION_FUNCTIONS, name);
const isMethod = (name: string): boolean => isFunction(name) && 'isMethod' in EXPRESSION_FUNCTIONS[name];

/** The parts of "a.b.c"; undefined where something else stands before a point. */
const pathOf = (node: ASTNode): readonly string[] | undefined => {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.') return undefined;
  const before = pathOf(node.args[0]);
  return before && [...before, node.args[1]];
};

/**
 * Reads an expression and resolves its names. Nothing passes that is not named here: functions are those of the language, names those of `names`.
 * Answers every name that is unknown, not only the first.
 */
export const parseExpression = (source: string, names: ExpressionNames): Result => {
  if (source.length > MAX_EXPRESSION_LENGTH) {
    const { length } = source;
    const message = msg`The formula has ${length} characters; ${MAX_EXPRESSION_LENGTH} are allowed.`;
    return { ok: false, issues: [{ message: toMessage(message), start: MAX_EXPRESSION_LENGTH, end: source.length }] };
  }
  let root: ASTNode;
  try {
    root = reader.parse(source).ast;
  } catch (error) {
    return { ok: false, issues: [explainSyntaxError(error, source)] };
  }
  return print(root, names);
};

/** "There is no field amont. Did you mean amount?" */
const withGuess = (problem: MessageDescriptor, guess: string | undefined): MessageDescriptor =>
  guess === undefined
    ? problem
    : withValues(msg({ message: '{problem} Did you mean "{guess}"?' }), { problem: toMessage(problem), guess });

const writeAs = (usage: string): MessageDescriptor => msg`Write it as in ${usage}.`;

const print = (root: ASTNode, names: ExpressionNames): Result => {
  const issues: ExpressionIssue[] = [];
  const origins: Origin[] = [];
  const paths = new Map<string, number>();
  const types: ExpressionType[] = [];
  let text = '';
  let loops = 0;

  const refuse = (node: ASTNode, message: MessageDescriptor): void => {
    issues.push({ message: toMessage(message), start: node.start, end: node.end });
  };
  const put = (piece: string): void => {
    text += piece;
  };

  const unknownName = (node: ASTNode, parts: readonly string[], problem: MessageDescriptor): void => {
    const last = parts.at(-1) ?? '';
    const closest = closestName(last, names.namesAfter(parts.slice(0, -1)));
    const path = closest === undefined || closest === last ? undefined : [...parts.slice(0, -1), closest].join('.');
    refuse(node, withGuess(problem, path));
  };

  const printPath = (node: ASTNode, parts: readonly string[]): void => {
    const path = parts.join('.');
    const known = paths.get(path);
    if (known !== undefined) return put(variableName(known));
    // The first part that is nothing is the one to mend.
    for (let length = 1; length < parts.length; length += 1) {
      const before = parts.slice(0, length);
      const found = names.find(before);
      if (typeof found !== 'string' && ![...names.namesAfter(before)].length)
        return unknownName(node, before, found.problem);
    }
    const found = names.find(parts);
    if (typeof found !== 'string') return unknownName(node, parts, found.problem);
    const index = types.push(found) - 1;
    paths.set(path, index);
    return put(variableName(index));
  };

  const printAll = (nodes: readonly ASTNode[], scope: ReadonlySet<string>, depth: number): void => {
    nodes.forEach((node, at) => {
      if (at > 0) put(', ');
      printNode(node, scope, depth);
    });
  };

  const unknownFunction = (node: ASTNode, name: string): void => {
    const closest = closestName(name, FUNCTION_NAMES);
    refuse(node, withGuess(msg`There is no function "${name}".`, closest));
  };

  const printCall = (node: ASTNode & { readonly op: 'call' }, scope: ReadonlySet<string>, depth: number): void => {
    const [name, args] = node.args;
    if (!isFunction(name)) return unknownFunction(node, name);
    if (isMethod(name)) return refuse(node, writeAs(EXPRESSION_FUNCTIONS[name].usage));
    put(`${name}(`);
    printAll(args, scope, depth);
    return put(')');
  };

  const printLoop = (node: ASTNode & { readonly op: 'rcall' }, scope: ReadonlySet<string>, depth: number): void => {
    const [name, receiver, args] = node.args;
    const [variable, ...steps] = args;
    if (variable?.op !== 'id' || steps.length !== 1)
      return refuse(node, writeAs(isFunction(name) ? EXPRESSION_FUNCTIONS[name].usage : name));
    if (depth >= MAX_LOOP_DEPTH) return refuse(node, msg`Loops over lists may be nested once.`);
    loops += 1;
    if (loops > MAX_LOOPS) return refuse(node, msg`At most ${MAX_LOOPS} loops over lists are allowed.`);
    printNode(receiver, scope, depth);
    put(`.${name}(x_${variable.args}, `);
    printAll(steps, new Set([...scope, variable.args]), depth + 1);
    return put(')');
  };

  const printMethod = (node: ASTNode & { readonly op: 'rcall' }, scope: ReadonlySet<string>, depth: number): void => {
    const [name, receiver, args] = node.args;
    if (!isMethod(name)) {
      if (isFunction(name)) return refuse(node, writeAs(EXPRESSION_FUNCTIONS[name].usage));
      return unknownFunction(node, name);
    }
    if (LOOPS.has(name)) return printLoop(node, scope, depth);
    printNode(receiver, scope, depth);
    put(`.${name}(`);
    printAll(args, scope, depth);
    return put(')');
  };

  const printValue = (node: ASTNode & { readonly op: 'value' }): void => {
    const value: unknown = node.args;
    if (typeof value === 'string') return put(JSON.stringify(value));
    if (typeof value === 'boolean') return put(String(value));
    if (value === null) return refuse(node, msg`Write isEmpty(field) to ask whether something is empty.`);
    if (typeof value !== 'number' && typeof value !== 'bigint')
      return refuse(node, msg`Values of this kind are not supported.`);
    const number = String(Number(value));
    return put(/^-?\d+$/.test(number) ? `${number}.0` : number);
  };

  const binary = (
    node: ASTNode,
    [left, right]: readonly [ASTNode, ASTNode],
    scope: ReadonlySet<string>,
    depth: number,
  ): void => {
    put('(');
    printNode(left, scope, depth);
    put(` ${node.op} `);
    const isQuotient = node.op === '/' || node.op === '%';
    if (isQuotient) put(`${DIVISOR}(`);
    printNode(right, scope, depth);
    put(isQuotient ? '))' : ')');
  };

  const printStep = (node: ASTNode, scope: ReadonlySet<string>, depth: number): void => {
    switch (node.op) {
      case 'value':
        return printValue(node);
      case 'id':
      case '.': {
        const parts = pathOf(node);
        const [first] = parts ?? [];
        if (!parts || first === undefined)
          return refuse(node, msg`Only fields of related records stand after a point.`);
        if (!scope.has(first)) return printPath(node, parts);
        if (parts.length > 1) return refuse(node, msg`"${first}" is one element of the list and has no fields.`);
        return put(`x_${first}`);
      }
      case '[]': {
        const [list, index] = node.args;
        const at: unknown = index.op === 'value' ? index.args : undefined;
        if (typeof at !== 'bigint') return refuse(index, msg`Write a whole number in the brackets, as in emails[0].`);
        printNode(list, scope, depth);
        return put(`[${at}]`);
      }
      case 'call':
        return printCall(node, scope, depth);
      case 'rcall':
        return printMethod(node, scope, depth);
      case 'list':
        put('[');
        printAll(node.args, scope, depth);
        return put(']');
      case '?:': {
        const [condition, yes, no] = node.args;
        put('(');
        printNode(condition, scope, depth);
        put(' ? ');
        printNode(yes, scope, depth);
        put(' : ');
        printNode(no, scope, depth);
        return put(')');
      }
      case '!_':
      case '-_':
        put(`(${node.op[0]}`);
        printNode(node.args, scope, depth);
        return put(')');
      case '||':
      case '&&':
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
      case 'in':
        return binary(node, node.args, scope, depth);
      case '.?':
      case '[?]':
      case 'map':
        return refuse(node, msg`This is not part of the formula language.`);
    }
  };

  const printNode = (node: ASTNode, scope: ReadonlySet<string>, depth: number): void => {
    const from = text.length;
    printStep(node, scope, depth);
    origins.push({ from, to: text.length, start: node.start, end: node.end });
  };

  printNode(root, new Set(), 0);
  if (issues.length > 0) return { ok: false, issues: issues.toSorted((a, b) => a.start - b.start) };
  const originOf: PrintedExpression['originOf'] = ({ start, end }) => {
    // Inner pieces were added before those around them.
    const found = origins.find(({ from, to }) => from <= start && end <= to);
    return found ?? { start: root.start, end: root.end };
  };
  return { ok: true, printed: { text, paths: [...paths.keys()], types, originOf } };
};
