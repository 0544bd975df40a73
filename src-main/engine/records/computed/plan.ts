import { msg } from '@lingui/core/macro';
import type { Condition, Filter } from '@shared/domain/query';
import { isDerived } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import { toMessage, type Message } from '@shared/messages/message';
import { checkFormula, checkRollup } from '../../schema/computed/check-computed';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { resolvePath } from '../query/field-path';
import { isRelativeCondition } from '../query/relative-days';
import { formulaDependencies, rollupDependencies, type Dependency } from './dependencies';
import { formulaProgram } from './formula-program';
import { blankProgram, type ComputedProgram } from './program';
import { rollupProgram } from './rollup-program';

/** A computed field of a live object. */
export interface ComputedNode {
  /** Keys of object and field, joined by a point. */
  readonly id: string;
  readonly object: ObjectModel;
  readonly field: FieldModel;
  /** Why it computes nothing, for the person who mends it. */
  readonly problem: Message | null;
  readonly dependencies: readonly DependencyOf[];
  /** Changes whenever the values of all records may change though none of them was written. */
  readonly signature: string;
  readonly program: (db: ReadDb) => ComputedProgram;
}

/** A dependency with whom it belongs to; the id stays the same as long as the node's signature does. */
export interface DependencyOf extends Dependency {
  readonly id: string;
  readonly nodeId: string;
}

/** What a change of an object's records may alter. */
export interface Watch {
  /** Computed fields of the object itself. */
  readonly own: readonly ComputedNode[];
  /** Others that depend on which of its records are alive. */
  readonly life: readonly DependencyOf[];
  /** By key of the field. */
  readonly byField: ReadonlyMap<string, readonly DependencyOf[]>;
}

export interface ComputedPlan {
  /** Those that others need come first. */
  readonly nodes: readonly ComputedNode[];
  readonly nodesById: ReadonlyMap<string, ComputedNode>;
  readonly dependenciesById: ReadonlyMap<string, DependencyOf>;
  /** By key of the object; objects that nothing depends on have none. */
  readonly watches: ReadonlyMap<string, Watch>;
  /** Chains of computed fields that need themselves, each with its first repeated at its end. */
  readonly cycles: readonly Chain[];
}

/** A field in a chain, each of which needs the next. */
export type ChainLink = Pick<ComputedNode, 'id' | 'object' | 'field'>;
export type Chain = readonly ChainLink[];

/** A chain as people know its fields: by their labels, and by their object's where that is another than the first's. */
export const chainText = (chain: Chain): string =>
  chain
    .map(({ object, field }) =>
      object.def.key === chain[0]?.object.def.key
        ? field.def.label
        : `${object.def.labelSingular} › ${field.def.label}`,
    )
    .join(' → ');

/** A computed field as far as it does not depend on others. */
type Made = Pick<ComputedNode, 'problem' | 'program'> & { readonly dependencies: readonly Dependency[] };

const broken = (object: ObjectModel, field: FieldModel, problem: Message): Made => ({
  problem,
  program: () => blankProgram(object, field),
  dependencies: [],
});

const DOES_NOT_WORK = toMessage(msg`The formula does not work.`);
const OTHER_KIND = toMessage(msg`It gives another kind of value now. Save it again.`);
const NEEDS_ITSELF = toMessage(msg`It needs its own value.`);

/** Whether a condition comes to mean something else without anything being written. */
const isMoving = (condition: Condition): boolean => condition.op === 'isMe' || isRelativeCondition(condition);

/** A rollup's filter has to be one whose records change only when something is written. Errors: `invalid_input`. */
const assertFilter = (schema: SchemaModel, object: ObjectModel, filter: Filter | undefined): void => {
  if (!filter) return;
  if ('and' in filter) return filter.and.forEach((part) => assertFilter(schema, object, part));
  if ('or' in filter) return filter.or.forEach((part) => assertFilter(schema, object, part));
  if ('not' in filter) return assertFilter(schema, object, filter.not);
  if ('related' in filter)
    throw new AppError('invalid_input', msg`The filter of a rollup cannot look at lists of related records.`);
  const { leaf, reads } = resolvePath(schema, object, filter.field);
  if (isMoving(filter) || reads.some(({ isOfTheMoment }) => isOfTheMoment))
    throw new AppError('invalid_input', msg`The filter of a rollup cannot depend on what day it is, or on who asks.`);
  const { field, op } = filter;
  if (!leaf.rules.operators.includes(op))
    throw new AppError('invalid_input', msg`"${field}" cannot be compared with "${op}"`, { field, op });
  leaf.storage.condition(filter.op, filter.value, leaf.columns, {
    settings: leaf.settings,
    nowMs: 0,
    timeZone: 'UTC',
    firstWeekday: 0,
    me: null,
  });
};

const makeFormula = (schema: SchemaModel, object: ObjectModel, field: FieldModel): Made => {
  const checked = checkFormula(schema, object, field.def.settings.expression ?? '');
  if (!checked.ok) return broken(object, field, checked.issues[0]?.message ?? DOES_NOT_WORK);
  if (checked.result !== field.valueType) return broken(object, field, OTHER_KIND);
  const { expression } = checked;
  let program: ComputedProgram | undefined;
  return {
    problem: null,
    dependencies: formulaDependencies(schema, object, expression.paths),
    program: () => (program ??= formulaProgram(schema, object, field, expression)),
  };
};

const makeRollup = (schema: SchemaModel, object: ObjectModel, field: FieldModel): Made => {
  const { rollup } = field.def.settings;
  if (!rollup) return broken(object, field, toMessage(msg`Choose what is rolled up.`));
  const checked = checkRollup(schema, object, rollup);
  assertFilter(schema, checked.list.object, rollup.filter);
  if (checked.result !== field.valueType) return broken(object, field, OTHER_KIND);
  let program: ComputedProgram | undefined;
  return {
    problem: null,
    dependencies: rollupDependencies(schema, object, rollup, checked),
    program: (db) => (program ??= rollupProgram(db, schema, object, field, rollup, checked)),
  };
};

/** What a computed field reads and how it is worked out; also for one that is not saved yet. Never throws: what does not fit is its `problem`. */
export const programOf = (schema: SchemaModel, object: ObjectModel, field: FieldModel): Made => {
  try {
    return field.def.type === 'formula' ? makeFormula(schema, object, field) : makeRollup(schema, object, field);
  } catch (error) {
    if (error instanceof AppError) return broken(object, field, error.words);
    throw error;
  }
};

const signatureOf = ({ def }: FieldModel, { problem, dependencies }: Made): string => {
  const { expression, rollup, result } = def.settings;
  const reads = dependencies.map(({ object, field }) => [
    object.def.key,
    field?.def.key,
    field?.valueType,
    field?.def.settings.options,
    field?.def.settings.pipelines,
  ]);
  return JSON.stringify([expression, rollup, result, problem, reads]);
};

const nodeId = (object: ObjectModel, field: FieldModel): string => `${object.def.key}.${field.def.key}`;

const makeNode = (schema: SchemaModel, object: ObjectModel, field: FieldModel): ComputedNode => {
  const made = programOf(schema, object, field);
  const id = nodeId(object, field);
  return {
    ...made,
    id,
    object,
    field,
    signature: signatureOf(field, made),
    dependencies: made.dependencies.map((dependency, at) => ({ ...dependency, id: `${id}#${at}`, nodeId: id })),
  };
};

/** Sorts nodes behind those that they need. What needs itself, by whatever way, is left out and its chain answered. */
const inOrder = (nodes: readonly ComputedNode[]): Pick<ComputedPlan, 'nodes' | 'cycles'> => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ordered = new Set<ComputedNode>();
  const chain: ComputedNode[] = [];
  const cycles: Chain[] = [];
  const visit = (node: ComputedNode): void => {
    if (ordered.has(node)) return;
    const at = chain.indexOf(node);
    if (at >= 0) {
      cycles.push([...chain.slice(at), node]);
      return;
    }
    chain.push(node);
    for (const { object, field } of node.dependencies) {
      const needed = field && byId.get(nodeId(object, field));
      if (needed) visit(needed);
    }
    chain.pop();
    ordered.add(node);
  };
  for (const node of nodes) visit(node);
  return { nodes: [...ordered], cycles };
};

/** Nodes of a chain that leads back to itself compute nothing, and say so. */
const withoutCycles = (found: Pick<ComputedPlan, 'nodes' | 'cycles'>): readonly ComputedNode[] => {
  if (found.cycles.length === 0) return found.nodes;
  const needs = new Map(
    found.nodes.map((node) => [
      node.id,
      node.dependencies.flatMap(({ object, field }) => (field ? [nodeId(object, field)] : [])),
    ]),
  );
  const reachesItself = (id: string): boolean => {
    const seen = new Set<string>();
    const open = [...(needs.get(id) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === id) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(needs.get(next) ?? []));
    }
    return false;
  };
  return found.nodes.map((node) => {
    if (!reachesItself(node.id)) return node;
    const problem = NEEDS_ITSELF;
    return {
      ...node,
      ...broken(node.object, node.field, problem),
      dependencies: [],
      signature: `${node.signature}${problem.id}`,
    };
  });
};

const buildWatches = (nodes: readonly ComputedNode[]): ReadonlyMap<string, Watch> => {
  const watches = new Map<
    string,
    { own: ComputedNode[]; life: DependencyOf[]; byField: Map<string, DependencyOf[]> }
  >();
  const watchOf = (key: string) => {
    const known = watches.get(key) ?? { own: [], life: [], byField: new Map<string, DependencyOf[]>() };
    watches.set(key, known);
    return known;
  };
  for (const node of nodes) {
    watchOf(node.object.def.key).own.push(node);
    for (const dependency of node.dependencies) {
      const watch = watchOf(dependency.object.def.key);
      if (!dependency.field) {
        watch.life.push(dependency);
        continue;
      }
      const { key } = dependency.field.def;
      const known = watch.byField.get(key);
      if (known) known.push(dependency);
      else watch.byField.set(key, [dependency]);
    }
  }
  return watches;
};

/** The chain by which a field would need itself if it were worked out from these; undefined where it would not. */
export const findCycle = (
  { nodesById }: ComputedPlan,
  field: ChainLink,
  dependencies: readonly Dependency[],
): Chain | undefined => {
  const seen = new Set<string>();
  const search = (needed: readonly Dependency[]): Chain | undefined => {
    for (const dependency of needed) {
      if (!dependency.field) continue;
      const id = nodeId(dependency.object, dependency.field);
      if (seen.has(id)) continue;
      if (id === field.id) return [field];
      seen.add(id);
      const node = nodesById.get(id);
      const rest = node && search(node.dependencies);
      if (node && rest) return [node, ...rest];
    }
    return undefined;
  };
  const rest = search(dependencies);
  return rest && [field, ...rest];
};

const buildPlan = (schema: SchemaModel): ComputedPlan => {
  const made = [...schema.objects.values()].flatMap((object) =>
    [...object.fields.values()].filter(({ def }) => isDerived(def)).map((field) => makeNode(schema, object, field)),
  );
  const found = inOrder(made);
  const nodes = withoutCycles(found);
  return {
    nodes,
    nodesById: new Map(nodes.map((node) => [node.id, node])),
    dependenciesById: new Map(nodes.flatMap(({ dependencies }) => dependencies).map((each) => [each.id, each])),
    watches: buildWatches(nodes),
    cycles: found.cycles,
  };
};

const plans = new WeakMap<SchemaModel, ComputedPlan>();

/** The computed fields of a data model, made ready once for as long as the model lives. */
export const planOf = (schema: SchemaModel): ComputedPlan => {
  const known = plans.get(schema);
  if (known) return known;
  const plan = buildPlan(schema);
  plans.set(schema, plan);
  return plan;
};
