import { msg } from '@lingui/core/macro';
import type { ConversionBreak } from '@shared/contract/schema.contract';
import { toMessage } from '@shared/messages/message';
import { maySet } from '../../schema/access';
import type { SchemaModel } from '../../schema/model';
import { NEVER } from '../../schema/sql-fragment';
import { planOf } from '../computed/plan';
import { compileRowRule, filterOf } from '../policy/row-rule';
import type { FilterScope } from '../query/filter-compile';
import { viewProblem } from '../views/view-problem';
import { listViewRows } from '../views/views.sql';

const SEES_NOTHING = toMessage(msg`Whoever has this role would see none of them: its condition no longer fits.`);
const SEES_FEWER = toMessage(msg`The field would no longer say which of them somebody sees.`);

const brokenFields = (before: SchemaModel, after: SchemaModel): ConversionBreak[] => {
  const worked = planOf(before).nodesById;
  return planOf(after).nodes.flatMap(({ id, object, field, problem }) =>
    problem === null || worked.get(id)?.problem !== null
      ? []
      : [{ kind: 'computed', object: object.def.name, name: field.def.label, count: null, reason: problem }],
  );
};

const brokenViews = (scope: FilterScope, after: SchemaModel): ConversionBreak[] =>
  listViewRows(scope.db).flatMap((view): ConversionBreak[] => {
    const now = scope.schema.objects.get(view.object);
    const then = after.objects.get(view.object);
    if (!now || !then || viewProblem(scope, now, view) !== null) return [];
    const reason = viewProblem({ ...scope, schema: after }, then, view);
    return reason === null ? [] : [{ kind: 'view', object: view.object, name: view.name, count: null, reason }];
  });

const brokenRoles = (scope: FilterScope, after: SchemaModel, isNamed: boolean): ConversionBreak[] =>
  scope.schema.roles.flatMap(({ name, rules }) =>
    Object.entries(rules.objects).flatMap(([object, rule]): ConversionBreak[] => {
      const now = scope.schema.objects.get(object);
      const then = after.objects.get(object);
      if (!now || !then || compileRowRule(scope, now, rule)?.where === NEVER) return [];
      const seesNothing = compileRowRule({ ...scope, schema: after }, then, rule)?.where === NEVER;
      if (!seesNothing && JSON.stringify(filterOf(now, rule)) === JSON.stringify(filterOf(then, rule))) return [];
      const reason = seesNothing ? SEES_NOTHING : SEES_FEWER;
      return [{ kind: 'role', object, name: isNamed ? name : '', count: null, reason }];
    }),
  );

/**
 * What works with the whole data model as it is, and would not with another one: computed fields, views, and rules of roles, which are named for whoever
 * may change them (`seen`).
 */
export const modelBreaks = (scope: FilterScope, after: SchemaModel, seen: SchemaModel): ConversionBreak[] => [
  ...brokenFields(scope.schema, after),
  ...brokenViews(scope, after),
  ...brokenRoles(scope, after, maySet(seen, 'members')),
];
