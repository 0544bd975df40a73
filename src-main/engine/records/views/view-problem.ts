import { msg } from '@lingui/core/macro';
import { choicesOf } from '@shared/domain/field-types/choices';
import type { Filter } from '@shared/domain/query';
import type { SavedView } from '@shared/domain/views';
import { AppError } from '@shared/errors/app-error';
import type { Message } from '@shared/messages/message';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import { compileAggregate } from '../query/aggregate-compile';
import { resolvePath } from '../query/field-path';
import { compileFilter, type FilterScope } from '../query/filter-compile';
import { createJoins } from '../query/joins';
import { resolveRelated } from '../query/related-path';
import { compileSort } from '../query/sort-compile';

/** Types whose conditions name keys of a list. */
const CHOSEN: ReadonlySet<string> = new Set(['select', 'multiSelect', 'stage']);
const LANES: ReadonlySet<string> = new Set(['stage', 'select']);

const assertLanes = ({ schema }: FilterScope, object: ObjectModel, { kind, groupBy }: SavedView['settings']): void => {
  const { labelPlural } = object.def;
  if (kind === 'forecast' && ![...object.fields.values()].some(({ def }) => def.type === 'stage'))
    throw new AppError('invalid_input', msg`${labelPlural} have no stages.`);
  if (kind !== 'board' || groupBy === undefined) return;
  const { leaf } = resolvePath(schema, object, groupBy);
  if (!LANES.has(leaf.type))
    throw new AppError('invalid_input', msg`"${groupBy}" has no options to be the columns of a board.`, {
      field: groupBy,
    });
};

/** What a condition compares with, where those are keys. */
const keysIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');

/** Conditions that name an option or a stage that is gone: they are fulfilled by records that still have it, which nobody can choose any more. */
const assertOptions = (schema: SchemaModel, object: ObjectModel, filter: Filter | undefined): void => {
  if (!filter) return;
  if ('and' in filter) return filter.and.forEach((part) => assertOptions(schema, object, part));
  if ('or' in filter) return filter.or.forEach((part) => assertOptions(schema, object, part));
  if ('not' in filter) return assertOptions(schema, object, filter.not);
  if ('related' in filter)
    return assertOptions(schema, resolveRelated(schema, object, filter.related).object, filter.where);
  const { leaf } = resolvePath(schema, object, filter.field);
  const choices = CHOSEN.has(leaf.type) ? choicesOf(leaf) : undefined;
  const gone = choices && keysIn(filter.value).find((key) => !choices.some((choice) => choice.key === key));
  if (gone === undefined) return;
  const { field } = filter;
  throw new AppError('invalid_input', msg`"${field}" has no option "${gone}" any more.`, { field, option: gone });
};

/** Why a view does not work with a data model: its filter, order, lanes, columns or totals. Null where it does. */
export const viewProblem = (scope: FilterScope, object: ObjectModel, { settings }: SavedView): Message | null => {
  try {
    compileFilter(scope, object, settings.filter);
    assertOptions(scope.schema, object, settings.filter);
    const joins = createJoins(object);
    compileSort(scope.schema, object, joins, settings.sort);
    assertLanes(scope, object, settings);
    for (const { field, aggregate } of settings.columns) {
      resolvePath(scope.schema, object, field);
      if (aggregate) compileAggregate({ schema: scope.schema, object }, joins, { fn: aggregate, field });
    }
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.words;
    throw error;
  }
};
