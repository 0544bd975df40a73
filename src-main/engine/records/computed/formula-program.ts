import { cleanText } from '@shared/domain/field-types/clean-text';
import type { FieldValue } from '@shared/domain/values';
import type { CompiledExpression } from '../../expressions/compile-expression';
import { Day, type ExpressionValue, Money } from '../../expressions/expression-values';
import { findFormulaName } from '../../schema/computed/formula-names';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import { readSql, resolvePath } from '../query/field-path';
import { createJoins, qualified, ROOT } from '../query/joins';
import type { ComputedProgram } from './program';

/** A result as a field keeps it. */
const toStored = (value: ExpressionValue): FieldValue => {
  if (value instanceof Day) return value.iso;
  if (value instanceof Money) return { amountMinor: value.amountMinor, currency: value.currency };
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'string') return cleanText(value) || null;
  // Lists were refused when the formula was checked.
  return typeof value === 'object' ? null : value;
};

/** Evaluates a formula: one statement for any number of records, with a join for each relation that it follows. */
export const formulaProgram = (
  schema: SchemaModel,
  object: ObjectModel,
  field: FieldModel,
  expression: CompiledExpression,
): ComputedProgram => {
  const joins = createJoins(object);
  const selected = ['rid', 'id', ...field.columns].map((column) => qualified(ROOT, column));
  const firstRead = selected.length;
  const reads = expression.paths.map((path) => {
    const name = findFormulaName(schema, object, path.split('.'));
    if ('problem' in name) throw new Error(`A checked formula names nothing: ${path}`);
    const resolved = resolvePath(schema, object, name.path);
    const from = selected.length;
    selected.push(...readSql(resolved.leaf, joins.columnsOf(resolved)));
    return { from, to: selected.length, storage: resolved.leaf.storage, toValue: name.toValue };
  });
  const sql = `SELECT ${selected.join(', ')} FROM ${joins.from()}
    WHERE ${ROOT}.rid IN (SELECT value FROM json_each(?)) AND ${ROOT}.deleted_at IS NULL`;
  return (db, rids) =>
    db.lists(sql, [JSON.stringify(rids)]).map((row) => {
      const values = reads.map(({ from, to, storage, toValue }) => toValue(storage.fromColumns(row.slice(from, to))));
      const { value, failure } = expression.evaluate(values);
      const stored = toStored(value);
      return {
        rid: Number(row[0]),
        id: String(row[1]),
        before: row.slice(2, firstRead),
        after: stored === null ? field.columns.map(() => null) : field.storage.toColumns(stored),
        failure,
      };
    });
};
