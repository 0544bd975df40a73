import { useCallback, useMemo, useState } from 'react';
import { MAX_MERGED } from '@shared/contract/records.contract';
import type { RecordId } from '@shared/domain/ids';
import type { Filter, RecordSet, Selection } from '@shared/domain/query';
import type { Row } from '@shared/domain/values';

/** Chosen rows: some by name, or all that match except some. */
export type RowSelection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<RecordId> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<RecordId> };

export const NOTHING: RowSelection = { kind: 'some', ids: new Set() };

const toggled = (ids: ReadonlySet<RecordId>, id: RecordId): ReadonlySet<RecordId> => {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
};

export const toggleRow = (selection: RowSelection, id: RecordId): RowSelection =>
  selection.kind === 'some'
    ? { kind: 'some', ids: toggled(selection.ids, id) }
    : { kind: 'all', except: toggled(selection.except, id) };

export const addRows = (selection: RowSelection, ids: readonly RecordId[]): RowSelection =>
  selection.kind === 'some'
    ? { kind: 'some', ids: new Set([...selection.ids, ...ids]) }
    : { kind: 'all', except: new Set([...selection.except].filter((id) => !ids.includes(id))) };

/** Undefined where all but some are chosen of a list that is not counted yet. */
export const countSelected = (selection: RowSelection, total: number | undefined): number | undefined => {
  if (selection.kind === 'some') return selection.ids.size;
  return total === undefined ? undefined : Math.max(0, total - selection.except.size);
};

const areAllSelected = (selection: RowSelection, total: number | undefined): boolean =>
  total === undefined
    ? selection.kind === 'all' && selection.except.size === 0
    : countSelected(selection, total) === total;

export const isSelected = (selection: RowSelection, id: RecordId): boolean =>
  selection.kind === 'some' ? selection.ids.has(id) : !selection.except.has(id);

/** What the engine is told: everything that matches is named by its filter, never by a million ids. */
export const toSelection = (selection: RowSelection, set: RecordSet): Selection =>
  selection.kind === 'some' ? { ids: [...selection.ids] } : { set, except: [...selection.except] };

/** Rows that can become one record: at least two that are chosen by name. */
export const mergeableIds = (selection: RowSelection): readonly RecordId[] | undefined =>
  selection.kind === 'some' && selection.ids.size >= 2 && selection.ids.size <= MAX_MERGED
    ? [...selection.ids]
    : undefined;

/** The chosen rows as a set of their own, for what works on sets: an export. */
export const selectedSet = (selection: RowSelection, set: RecordSet): RecordSet => {
  const ids = [...(selection.kind === 'some' ? selection.ids : selection.except)];
  if (selection.kind === 'all' && ids.length === 0) return set;
  const named: Filter = { field: 'id', op: 'isAnyOf', value: ids };
  const chosen: Filter = selection.kind === 'some' ? named : { not: named };
  return { ...set, filter: set.filter ? { and: [set.filter, chosen] } : chosen };
};

export interface RowSelectionState {
  readonly selection: RowSelection;
  /** Undefined until the list is counted, where it depends on that. */
  readonly count: number | undefined;
  readonly areAll: boolean;
  readonly toggle: (row: Row) => void;
  readonly add: (ids: readonly RecordId[]) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
}

/** The chosen rows of one list. Another filter is another list, so it starts with none. */
export const useRowSelection = (setKey: string, total: number | undefined): RowSelectionState => {
  const [kept, setKept] = useState<{ readonly setKey: string; readonly selection: RowSelection }>({
    setKey,
    selection: NOTHING,
  });
  const selection = kept.setKey === setKey ? kept.selection : NOTHING;
  const count = countSelected(selection, total);
  const change = useCallback(
    (by: (now: RowSelection) => RowSelection) =>
      setKept((now) => ({ setKey, selection: by(now.setKey === setKey ? now.selection : NOTHING) })),
    [setKey],
  );
  return useMemo(
    () => ({
      selection,
      count,
      areAll: areAllSelected(selection, total),
      toggle: (row) => change((now) => toggleRow(now, row.id)),
      add: (ids) => change((now) => addRows(now, ids)),
      toggleAll: () =>
        change((now) => (areAllSelected(now, total) ? NOTHING : { kind: 'all', except: new Set<RecordId>() })),
      clear: () => change(() => NOTHING),
    }),
    [selection, count, change, total],
  );
};
