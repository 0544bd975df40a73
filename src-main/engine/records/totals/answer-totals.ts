import type { AggregateResult } from '@shared/contract/records.contract';
import { assertNever } from '@shared/domain/assert-never';
import type { AggregateFunction, AggregateQuery } from '@shared/domain/query';
import { storageFor } from '../../schema/field-types/index';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { groupCell, type KeptTotal, mayAddUp, mayGroup, type TotalValue } from './total.rules';
import { findKeptTotal, listTotalValues } from './totals.sql';

type AggregateValue = AggregateResult['groups'][number]['values'][number];

/** What a question about a whole object asks of the totals. */
export interface WholeQuestion {
  readonly object: ObjectModel;
  readonly by: FieldModel | undefined;
  /** Fields that are added up or counted, each once. */
  readonly of: readonly FieldModel[];
  readonly aggregates: readonly { readonly fn: KeptFunction; readonly field: FieldModel | undefined }[];
}

const KEPT_FUNCTIONS = ['count', 'sum', 'avg', 'countFilled', 'countEmpty', 'percentFilled', 'percentEmpty'] as const;
type KeptFunction = (typeof KEPT_FUNCTIONS)[number];

const isKeptFunction = (fn: AggregateFunction): fn is KeptFunction => KEPT_FUNCTIONS.some((each) => each === fn);

/** Undefined for a question that totals cannot answer: of part of an object, in another order, by somebody who sees part of it, by several fields or one of many values, of fractions. */
export const toWholeQuestion = (object: ObjectModel, query: AggregateQuery): WholeQuestion | undefined => {
  // Totals count the records that somebody does not see, too.
  if (object.access?.rows) return undefined;
  if (query.filter !== undefined || (query.state ?? 'live') !== 'live') return undefined;
  const [path, ...others] = query.groupBy ?? [];
  if (query.groupOrder || query.limit !== undefined || query.offset !== undefined) return undefined;
  const by = typeof path === 'string' ? object.fields.get(path) : undefined;
  if (others.length > 0 || (path !== undefined && !(by && mayGroup(by)))) return undefined;
  const aggregates: WholeQuestion['aggregates'][number][] = [];
  for (const { fn, field } of query.aggregates) {
    if (!isKeptFunction(fn)) return undefined;
    const model = fn === 'count' || field === undefined ? undefined : object.fields.get(field);
    if (fn !== 'count' && !(model && mayAddUp(model))) return undefined;
    aggregates.push({ fn, field: model });
  }
  const of = new Set(aggregates.flatMap(({ field }) => field ?? []));
  return { object, by, of: [...of], aggregates };
};

/** What kept totals would be asked for by a query of somebody who sees `schema`; undefined as `toWholeQuestion`, and for an object that is not there. */
export const questionOf = (schema: SchemaModel, query: AggregateQuery): WholeQuestion | undefined => {
  const object = schema.objects.get(query.object);
  return object && toWholeQuestion(object, query);
};

/** The totals that a question needs: of the records in each group, and of each field. */
export const totalsFor = ({ object, by, of }: WholeQuestion): readonly KeptTotal[] =>
  [undefined, ...of].map((field) => ({
    obj: object.def.key,
    by: by?.def.key ?? '',
    of: field?.def.key ?? '',
    byType: by?.def.type ?? '',
    ofType: field?.def.type ?? '',
  }));

/** A total that was kept of a field that has another type by now says nothing. */
const isKept = (db: ReadDb, wanted: KeptTotal): boolean => {
  const kept = findKeptTotal(db, wanted.obj, wanted.by, wanted.of);
  return kept?.byType === wanted.byType && kept.ofType === wanted.ofType;
};

/** Whether all that a question needs is kept. */
export const areKept = (db: ReadDb, question: WholeQuestion): boolean =>
  totalsFor(question).every((wanted) => isKept(db, wanted));

const valueOf = (
  fn: KeptFunction,
  isMoney: boolean,
  records: number,
  filled: readonly TotalValue[],
): AggregateValue => {
  const count = filled.reduce((sum, value) => sum + value.count, 0);
  switch (fn) {
    case 'countFilled':
      return count;
    case 'countEmpty':
      return records - count;
    case 'percentFilled':
      return records === 0 ? null : (count / records) * 100;
    case 'percentEmpty':
      return records === 0 ? null : ((records - count) / records) * 100;
    case 'sum':
    case 'avg': {
      const of = (value: TotalValue): number => (fn === 'sum' ? value.total : value.total / value.count);
      const known = filled.filter(({ currency }) => !isMoney || currency !== '');
      if (known.length === 0) return null;
      if (!isMoney) return known.map(of)[0] ?? null;
      return known.map((value) => ({ amountMinor: Math.round(of(value)), currency: value.currency }));
    }
    case 'count':
      return records;
    default:
      return assertNever(fn);
  }
};

/** The answer out of totals that are kept (`areKept`): the same as counting gives. */
export const answerFromTotals = (db: ReadDb, question: WholeQuestion): AggregateResult => {
  const [records, ...filled] = totalsFor(question).map((total) => listTotalValues(db, total));
  const filledOf = (field: FieldModel | undefined, key: string): readonly TotalValue[] =>
    (field ? (filled[question.of.indexOf(field)] ?? []) : []).filter((value) => value.key === key);
  const { by } = question;
  const counts = by ? (records ?? []) : [{ key: '', currency: '', count: records?.[0]?.count ?? 0, total: 0 }];
  const groups = counts.map(({ key, count }) => {
    const cell = by ? groupCell(key, by.def.type) : null;
    // What groups go by is the column itself where it is one part of a value.
    const stored = by ? storageFor(by.storage.identity === undefined ? by.def.type : 'text').fromColumns([cell]) : null;
    return {
      cell,
      count,
      keys: by && (stored === null || typeof stored !== 'object') ? [stored] : [],
      titles: by ? [null] : [],
      values: question.aggregates.map(({ fn, field }) =>
        valueOf(fn, field?.def.type === 'currency', count, filledOf(field, key)),
      ),
    };
  });
  const order = (a: (typeof groups)[number], b: (typeof groups)[number]): number =>
    b.count - a.count || (a.cell === null ? -1 : b.cell === null ? 1 : a.cell < b.cell ? -1 : 1);
  return {
    groupCount: groups.length,
    groups: groups.toSorted(order).map(({ keys, titles, values }) => ({ keys, titles, values })),
    isTruncated: false,
  };
};
