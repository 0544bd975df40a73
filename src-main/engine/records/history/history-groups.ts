import { CHANGE_KIND } from '../../change-log/journal';
import { LINK_COLUMNS } from '../../schema/ddl.sql';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { WritableObject } from '../write/writable-object';
import { readChange, type FieldChange } from './field-changes';
import type { HistoryLinks, HistoryRow } from './history.sql';

/** What one action did to a record: its own change, and links that came or went. */
export interface HistoryGroup {
  readonly newest: HistoryRow;
  readonly own: HistoryRow | undefined;
  readonly links: readonly HistoryRow[];
}

/** The links that an object's records have, by the fields that show them. */
export const historyLinks = (schema: SchemaModel, { def }: ObjectModel): readonly HistoryLinks[] =>
  [...schema.links.values()].flatMap(({ object, ends }) =>
    (['a', 'b'] as const)
      .filter((side) => ends[side].object.def.key === def.key && ends[side].field.def.deletedAtMs === null)
      .map((side) => ({
        field: ends[side].field.def.key,
        table: object.table,
        own: LINK_COLUMNS[side],
        other: LINK_COLUMNS[side === 'a' ? 'b' : 'a'],
      })),
  );

/** Rows of one action about one record that stand together; one change of the record itself at most in each. */
export const groupRows = (rows: readonly HistoryRow[]): readonly HistoryGroup[] => {
  const groups: HistoryGroup[] = [];
  for (const row of rows) {
    const isOwn = row.field === null;
    const last = groups.at(-1);
    const isSame = last?.newest.op === row.op && row.op !== null && last.newest.of === row.of && !(isOwn && last.own);
    if (isSame) groups.pop();
    groups.push({
      newest: isSame ? last.newest : row,
      own: isOwn ? row : isSame ? last.own : undefined,
      links: [...(isSame ? last.links : []), ...(isOwn ? [] : [row])],
    });
  }
  return groups;
};

const isLinked = (row: HistoryRow): boolean =>
  row.kind === CHANGE_KIND.create || (row.kind === CHANGE_KIND.life && (row.p?.includes('true') ?? false));

const listOf = (rows: readonly HistoryRow[]): readonly string[] | null => {
  const ids = rows.flatMap(({ other }) => other ?? []);
  return ids.length === 0 ? null : ids;
};

/** What a group says, by field. Of links: before, those that went; after, those that came. */
export const readGroup = (object: WritableObject, { own, links }: HistoryGroup): readonly FieldChange[] => {
  // Newest first in the log, in the order of the action here.
  const byField = Map.groupBy(links.toReversed(), ({ field }) => field);
  return [
    ...(own ? readChange(object, own) : []),
    ...[...byField].flatMap(([key, rows]) => {
      const field = object.model.fieldsByKey.get(key ?? '');
      if (!field) return [];
      const before = listOf(rows.filter((row) => !isLinked(row)));
      return [{ field, before, after: listOf(rows.filter(isLinked)) }];
    }),
  ];
};
