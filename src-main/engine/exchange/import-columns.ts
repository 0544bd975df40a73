import { msg } from '@lingui/core/macro';
import type { ImportPlan } from '@shared/contract/exchange.contract';
import { AppError } from '@shared/errors/app-error';
import type { FieldModel, ObjectModel, SchemaModel } from '../schema/model';
import { COMPANIONS, isJoined, resolvePath } from './column-match.rules';

export interface FieldColumn {
  readonly index: number;
  readonly header: string;
  /** "first" of a name, "city" of an address; undefined: the whole field. */
  readonly part: string | undefined;
}

/** A field with the columns that fill it. */
export interface ImportField {
  readonly model: FieldModel;
  readonly columns: readonly FieldColumn[];
}

/** A plan against the schema as it is now, fields made for it included. */
export interface ImportColumns {
  readonly object: ObjectModel;
  /** By API name. */
  readonly fields: ReadonlyMap<string, ImportField>;
  readonly notes: readonly FieldColumn[];
  /** Those that together make one note. */
  readonly details: readonly FieldColumn[];
  readonly match: { readonly field: FieldModel; readonly part: string | undefined } | null;
  /** Cells beyond this many have no column: a row with such is refused. */
  readonly width: number;
}

/** The object of an import. Errors: `not_found`. */
export const getImportObject = (schema: SchemaModel, name: string): ObjectModel => {
  const object = schema.objects.get(name);
  if (!object) throw new AppError('not_found', msg`There is no such object.`, { object: name });
  return object;
};

/** Types that a file's text cannot give. */
const UNREADABLE: ReadonlySet<string> = new Set(['actor', 'position']);

/**
 * Joins the plan with the schema. `created` holds the API names of fields made for columns of kind `new`.
 * Errors: `invalid_input` for a path that is no field or cannot be filled from a file, and for two columns in one place.
 */
export const compileColumns = (
  schema: SchemaModel,
  plan: ImportPlan,
  headers: readonly string[],
  created: ReadonlyMap<number, string>,
): ImportColumns => {
  const object = getImportObject(schema, plan.object);
  const byField = new Map<string, { readonly model: FieldModel; readonly columns: FieldColumn[] }>();
  const notes: FieldColumn[] = [];
  const details: FieldColumn[] = [];
  let width = plan.reading.hasHeader ? headers.length : 0;
  for (const { index, target } of plan.columns) {
    width = Math.max(width, index + 1);
    const header = headers[index] || `Column ${index + 1}`;
    const path = target.kind === 'field' ? target.field : target.kind === 'new' ? created.get(index) : undefined;
    if (target.kind === 'note') notes.push({ index, header, part: undefined });
    if (target.kind === 'details') details.push({ index, header, part: undefined });
    if (path === undefined) continue;
    const place = resolvePath(object, path);
    if (!place || UNREADABLE.has(place.field.def.type))
      throw new AppError('invalid_input', msg`"${header}" cannot be put into "${path}".`, {
        field: path,
        column: header,
      });
    // What Outpost keeps itself comes back in files that it wrote: the column finds its field and changes nothing.
    if (place.field.rules.isComputed) continue;
    const { name } = place.field.def;
    const field = byField.get(name) ?? { model: place.field, columns: [] };
    field.columns.push({ index, header, part: place.part });
    byField.set(name, field);
  }
  for (const { model, columns } of byField.values()) {
    const joined = columns.filter(({ part }) => isJoined(model.def.type, part));
    const parts = columns.flatMap((column) => (joined.indexOf(column) > 0 ? [] : [column.part ?? '']));
    const isList = ['emails', 'phones', 'links', 'multiSelect', 'array', 'files', 'relations'].includes(model.def.type);
    const companions = COMPANIONS[model.def.type] ?? [];
    const isAccompanied = companions.length > 0 && parts.every((part) => part === '' || companions.includes(part));
    if (!isList && (new Set(parts).size < parts.length || (parts.includes('') && parts.length > 1 && !isAccompanied)))
      throw new AppError('invalid_input', msg`Two columns go to "${model.def.label}".`, { field: model.def.name });
  }
  const { matchBy } = plan;
  const match = matchBy === null ? null : resolvePath(object, matchBy);
  if (match === undefined)
    throw new AppError('invalid_input', msg`There is no field "${matchBy ?? ''}".`, { field: plan.matchBy ?? '' });
  if (match?.field.rules.isComputed)
    throw new AppError('invalid_input', msg`Records cannot be recognised by "${match.field.def.label}".`, {
      field: match.field.def.name,
    });
  return { object, fields: byField, notes, details, match, width };
};
