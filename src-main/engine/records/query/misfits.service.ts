import { msg } from '@lingui/core/macro';
import { MAX_MISFIT_IDS, type Misfits, type MisfitsQuery } from '@shared/contract/records.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { compileRules, rulesProblem } from '@shared/domain/field-types/field-rules';
import { recordTitle, titleFieldNames } from '@shared/domain/record-title';
import { AppError } from '@shared/errors/app-error';
import { toMessage } from '@shared/messages/message';
import type { ReadDb } from '../../storage/db';
import { getObject, type ReadRecordDeps } from './record-set';
import { openRecords } from './select-records.service';

type MisfitsDeps = ReadRecordDeps & { readonly settings: () => Pick<WorkspaceSettings, 'timeZone'> };

const MAX_EXAMPLES = 20;

/**
 * Counts the live records whose value breaks the rules of a field, as they are or as somebody is about to make them. Reads every record that has a value.
 * Errors: `not_found` (object, field), `invalid_input` for rules that cannot be kept.
 */
export const findMisfits = (deps: MisfitsDeps, db: ReadDb, input: MisfitsQuery): Misfits => {
  const object = getObject(deps.schema.current(), input.object);
  const field = object.fields.get(input.field);
  if (!field)
    throw new AppError('not_found', msg`There is no such field.`, { object: input.object, field: input.field });
  const { def } = field;
  const settings = input.settings ?? def.settings;
  const problem = rulesProblem(def.type, settings);
  if (problem !== undefined) throw new AppError('invalid_input', problem, { field: def.name });
  const check = compileRules({ ...def, settings });
  const isRequired = input.isRequired ?? def.isRequired;
  const { timeZone } = deps.settings();
  const examples: Misfits['examples'] = [];
  const ids: Misfits['ids'] = [];
  let count = 0;
  const { label } = def;
  const missing = toMessage(msg`${label} is required.`);
  if (!check && !isRequired) return { count, examples, ids };
  const fields = [def.name, ...titleFieldNames(object.def)];
  // Where nothing has to be there, records without a value need no look.
  const filter = isRequired ? undefined : ({ field: def.name, op: 'isNotEmpty' } as const);
  for (const row of openRecords(deps, db, { set: { object: input.object, filter }, fields }).rows) {
    const value = row[def.name] ?? null;
    const reason = value === null ? (isRequired ? missing : undefined) : check?.(value, timeZone);
    if (reason === undefined) continue;
    count += 1;
    if (ids.length < MAX_MISFIT_IDS) ids.push(row.id);
    if (examples.length < MAX_EXAMPLES) examples.push({ id: row.id, title: recordTitle(object.def, row), reason });
  }
  return { count, examples, ids };
};
