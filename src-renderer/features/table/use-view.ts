import { useCallback, useEffect, useMemo } from 'react';
import type { ViewId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import type { SavedView, ViewSettings } from '@shared/domain/views';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useListRequests } from '../../stores/list-requests.store';
import { resolveColumns, toViewColumns, type TableColumn } from './view-columns.rules';
import { applyChange, EMPTY_SETTINGS, isWorthSaving, type ViewChange } from './view-draft.rules';
import { useViewDrafts } from './view-drafts.store';

export interface ViewState {
  /** All saved views of the object, in their order. */
  readonly views: readonly SavedView[];
  /** The view that is shown; null where the object has none: then everything is listed. */
  readonly saved: SavedView | null;
  readonly settings: ViewSettings;
  readonly columns: readonly TableColumn[];
  readonly isChanged: boolean;
  readonly change: (change: ViewChange) => void;
  readonly changeColumns: (columns: readonly TableColumn[]) => void;
  /** The settings as they are seen now, widths included. */
  readonly toSave: () => ViewSettings;
  readonly setWidth: (field: string, widthPx: number) => void;
  readonly reset: () => void;
}

/** A view as it is shown: what was saved, with what the person has changed since. */
export const useView = (object: ObjectDef, viewId: ViewId | null): ViewState => {
  const all = useEngineQuery('views.list', {}).data?.views;
  const views = useMemo(() => all?.filter((view) => view.object === object.name) ?? [], [all, object.name]);
  const saved = views.find((view) => view.id === viewId) ?? views[0] ?? null;
  const key = saved ? saved.id : `object:${object.name}`;
  const draft = useViewDrafts((state) => state.draftsByKey[key]);
  const put = useViewDrafts((state) => state.put);
  const drop = useViewDrafts((state) => state.drop);

  const stored = saved?.settings ?? EMPTY_SETTINGS;
  const settings = draft ?? stored;
  const widths = useViewDrafts((state) => state.widthsByKey[key]);
  const putWidth = useViewDrafts((state) => state.setWidth);
  const columns = useMemo(
    () =>
      resolveColumns(object, settings.columns).map((column) => ({
        ...column,
        widthPx: widths?.[column.field.name] ?? column.widthPx,
      })),
    [object, settings.columns, widths],
  );
  const change = useCallback((part: ViewChange) => put(key, applyChange(settings, part)), [put, key, settings]);
  const request = useListRequests((state) => state.request);
  const isAsked = request?.object === object.name && all !== undefined;
  useEffect(() => {
    if (!isAsked) return;
    change({ kind: 'table', filter: request.filter });
    useListRequests.getState().take();
  }, [isAsked, request, change]);
  const changeColumns = useCallback(
    (next: readonly TableColumn[]) => change({ columns: toViewColumns(next) }),
    [change],
  );
  const arranged = useMemo(
    () => (stored.columns.length > 0 ? stored : { ...stored, columns: toViewColumns(resolveColumns(object, [])) }),
    [stored, object],
  );
  const shown = settings.columns.length > 0 ? settings : { ...settings, columns: arranged.columns };
  return {
    views,
    saved,
    settings,
    columns,
    isChanged: draft !== undefined && isWorthSaving(shown, arranged),
    change,
    changeColumns,
    toSave: () => ({ ...settings, columns: toViewColumns(columns) }),
    setWidth: useCallback((field: string, widthPx: number) => putWidth(key, field, widthPx), [putWidth, key]),
    reset: useCallback(() => drop(key), [drop, key]),
  };
};
