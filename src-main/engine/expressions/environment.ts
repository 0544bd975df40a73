import { Environment, type TypeDeclaration } from '@marcbachmann/cel-js';
import { EMPTY_VALUE } from './evaluation-failure';
import { Day, Money } from './expression-values';
import { registerFunctions } from './functions';

/** What the library hands to a macro; its own declarations leave these open. */
interface Checker {
  readonly registry: Parameters<TypeDeclaration['unify']>[0];
  readonly getType: (name: string) => TypeDeclaration;
  readonly check: (node: unknown, context: unknown) => TypeDeclaration;
  readonly createError: (code: string, message: string, node: unknown) => Error;
}
interface Evaluator {
  readonly run: (node: unknown, context: unknown) => unknown;
}
interface MacroCall {
  readonly args: readonly unknown[];
}

const isNothing = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

/** The value, or undefined where what it is made of is empty. */
const valueOf = (evaluator: Evaluator, node: unknown, context: unknown): unknown => {
  try {
    const value = evaluator.run(node, context);
    return isNothing(value) ? undefined : value;
  } catch (error) {
    if (error === EMPTY_VALUE) return undefined;
    throw error;
  }
};

/** The first of its arguments that is not empty. */
const firstFilled = ({ args }: MacroCall) => ({
  async: false,
  typeCheck: (checker: Checker, _macro: unknown, context: unknown): TypeDeclaration => {
    const [first, ...others] = args.map((node) => checker.check(node, context));
    if (!first) throw checker.createError('no_arguments', '', undefined);
    return others.reduce((type, other, at) => {
      const both = type.unify(checker.registry, other);
      if (both) return both;
      throw checker.createError('different_types', `${type.name},${other.name}`, args[at + 1]);
    }, first);
  },
  evaluate: (evaluator: Evaluator, _macro: unknown, context: unknown): unknown => {
    for (const node of args) {
      const value = valueOf(evaluator, node, context);
      if (value !== undefined) return value;
    }
    throw EMPTY_VALUE;
  },
});

const emptyTest = ({ args }: MacroCall) => ({
  async: false,
  typeCheck: (checker: Checker, _macro: unknown, context: unknown): TypeDeclaration => {
    checker.check(args[0], context);
    return checker.getType('bool');
  },
  evaluate: (evaluator: Evaluator, _macro: unknown, context: unknown): unknown =>
    valueOf(evaluator, args[0], context) === undefined,
});

const createBase = (): Environment => {
  const environment = new Environment({
    // What is checked is printed anew with a bracket around each step; the author's own text is held to the narrower limits of `parse-expression.ts`.
    limits: { maxAstNodes: 2000, maxDepth: 250, maxListElements: 200, maxCallArguments: 8 },
  });
  environment.registerType('money', { ctor: Money, fields: {} }).registerType('date', { ctor: Day, fields: {} });
  registerFunctions(environment);
  environment.registerFunction('isEmpty(ast): bool', emptyTest, { async: false });
  environment.registerFunction('ifEmpty(ast, ast): dyn', firstFilled, { async: false });
  for (const args of ['ast', 'ast, ast', 'ast, ast, ast', 'ast, ast, ast, ast']) {
    environment.registerFunction(`coalesce(${args}): dyn`, firstFilled, { async: false });
  }
  return environment;
};

let base: Environment | undefined;

/** An environment with the whole language and no names, to be given its own. */
export const newEnvironment = (): Environment => (base ??= createBase()).clone();
