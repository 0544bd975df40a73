import { msg } from '@lingui/core/macro';
import fs from 'node:fs';
import type { ColumnTarget, FilePreview, ImportColumn, ImportPlan } from '@shared/contract/exchange.contract';
import { newFieldLabel, newFieldType } from '@shared/domain/import-plan';
import { FieldPath } from '@shared/domain/query';
import type { SchemaSnapshot } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import { z } from 'zod';
import { parseAs } from './arguments';
import { UsageError } from './usage-error';

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * The field that a person means: its API name or label in any case, or the singular of a list ("email" is `emails`).
 * A path into a field ("name.last") is taken as it is. Errors: `invalid_input`.
 */
export const resolveField = (schema: SchemaSnapshot, object: string, asked: string): string => {
  const [head = '', ...rest] = asked.split('.');
  const fields = (schema.objects.find((each) => each.name === object)?.fields ?? []).filter(
    (field) => field.deletedAtMs === null,
  );
  const found =
    fields.find((field) => same(field.name, head)) ??
    fields.find((field) => same(field.name, `${head}s`) || same(field.label, head) || same(field.label, `${head}s`));
  if (found) return [found.name, ...rest].join('.');
  throw new AppError('invalid_input', msg`"${object}" has no field "${asked}"`, { object, field: asked });
};

const targetOf = (schema: SchemaSnapshot, object: string, column: ImportColumn, text: string): ColumnTarget => {
  if (text === 'skip' || text === 'note' || text === 'details') return { kind: text };
  if (text === 'new')
    return { kind: 'new', label: newFieldLabel(column.header, column.index), type: newFieldType(column) };
  return { kind: 'field', field: parseAs(FieldPath, resolveField(schema, object, text), '--column') };
};

/** What was said with --column "Header=field" instead of what was found by name and content. */
export const withColumns = (
  plan: ImportPlan,
  preview: FilePreview,
  schema: SchemaSnapshot,
  choices: readonly string[],
): ImportPlan => {
  const chosen = new Map(
    choices.map((choice) => {
      const at = choice.lastIndexOf('=');
      const header = choice.slice(0, at);
      const column = preview.columns.find((each) => same(each.header, header));
      if (at < 1) throw new UsageError(`--column takes header=field, not "${choice}"`);
      if (!column) throw new AppError('invalid_input', msg`The file has no column "${header}"`, { column: header });
      return [column.index, targetOf(schema, plan.object, column, choice.slice(at + 1))] as const;
    }),
  );
  const kept = plan.columns.filter(({ index }) => !chosen.has(index));
  return { ...plan, columns: [...kept, ...[...chosen].map(([index, target]) => ({ index, target }))] };
};

/** What a file of a column map holds: by header, a field, "note", "details", "new" or "skip". */
const ColumnMap = z.record(z.string(), z.string());

/** The choices in a file of a column map, as --column takes them; of columns that the file at hand has. Errors: usage, for what is no map. */
export const readColumnMap = (file: string, preview: FilePreview): readonly string[] => {
  const headers = new Set(preview.columns.map(({ header }) => header.toLowerCase()));
  try {
    const map = ColumnMap.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
    return Object.entries(map).flatMap(([header, target]) =>
      headers.has(header.toLowerCase()) ? [`${header}=${target}`] : [],
    );
  } catch (cause) {
    throw new UsageError(
      `--map takes a JSON file such as {"Header": "field"}: ${cause instanceof Error ? cause.message : ''}`,
    );
  }
};

/** Where each column of a plan goes, in the form that --map reads. */
export const toColumnMap = (plan: ImportPlan, preview: FilePreview): Readonly<Record<string, string>> => {
  const targets = new Map(plan.columns.map(({ index, target }) => [index, target]));
  return Object.fromEntries(
    preview.columns.flatMap(({ index, header }) => {
      const target = targets.get(index);
      return target && header !== '' ? [[header, target.kind === 'field' ? target.field : target.kind]] : [];
    }),
  );
};
