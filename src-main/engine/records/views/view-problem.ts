import { msg } from '@lingui/core/macro';
import type { SavedView } from '@shared/domain/views';
import { AppError } from '@shared/errors/app-error';
import type { Message } from '@shared/messages/message';
import type { ObjectModel } from '../../schema/model';
import { compileAggregate } from '../query/aggregate-compile';
import { resolvePath } from '../query/field-path';
import { compileFilter, type FilterScope } from '../query/filter-compile';
import { createJoins } from '../query/joins';
import { compileSort } from '../query/sort-compile';

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

/** Why a view does not work with a data model: its filter, order, lanes, columns or totals. Null where it does. */
export const viewProblem = (scope: FilterScope, object: ObjectModel, { settings }: SavedView): Message | null => {
  try {
    compileFilter(scope, object, settings.filter);
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
