import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ViewId } from '@shared/domain/ids';
import type { SavedView, ViewSettings } from '@shared/domain/views';
import type { OutputOf } from '../../rpc/procedures';
import { useEngine } from '../../rpc/engine-context';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { useViewDrafts } from './view-drafts.store';

export interface ViewCommands {
  /** Answers the new view's id, or null when it was refused. */
  readonly create: (name: string, settings: ViewSettings) => Promise<ViewId | null>;
  readonly save: (view: SavedView, settings: ViewSettings) => Promise<void>;
  readonly rename: (view: SavedView, name: string) => Promise<void>;
  readonly setFavorite: (view: SavedView, isFavorite: boolean) => Promise<void>;
  readonly remove: (view: SavedView) => Promise<boolean>;
}

/** What can be done to saved views. The settings travel as a copy, since the wire knows no `readonly`. */
export const useViewCommands = (object: string): ViewCommands => {
  const { t } = useLingui();
  const engine = useEngine();
  const { reportError, undo } = useUndo();
  const show = useToasts((state) => state.show);
  const drop = useViewDrafts((state) => state.drop);
  const queries = useQueryClient();
  return useMemo(() => {
    const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (error) {
        reportError(error);
        return false;
      }
    };
    return {
      create: async (name, settings) => {
        try {
          const view = await engine.views.create({ object, name, settings: structuredClone(settings) });
          drop(`object:${object}`);
          return view.id;
        } catch (error) {
          reportError(error);
          return null;
        }
      },
      save: async (view, settings) => {
        const isDone = await attempt(async () => {
          const saved = await engine.views.update({
            id: view.id,
            expectedRevision: view.revision,
            settings: structuredClone(settings),
          });
          // Without this the columns would jump back until the list of views has been read again.
          queries.setQueryData<OutputOf<'views.list'>>(['views.list', {}], (list) =>
            list ? { ...list, views: list.views.map((each) => (each.id === saved.id ? saved : each)) } : list,
          );
        });
        if (!isDone) return;
        drop(view.id);
        show({ text: t`View saved` });
      },
      rename: async (view, name) => {
        await attempt(() => engine.views.update({ id: view.id, expectedRevision: view.revision, name }));
      },
      setFavorite: async (view, isFavorite) => {
        await attempt(() => engine.views.update({ id: view.id, expectedRevision: view.revision, isFavorite }));
      },
      remove: (view) =>
        attempt(async () => {
          await engine.views.delete({ id: view.id });
          drop(view.id);
          // Views answer no operation id; the newest action is the one just made.
          show({ text: t`View “${view.name}” deleted`, action: { label: t`Undo`, run: () => void undo() } });
        }),
    };
  }, [engine, object, reportError, undo, show, drop, queries, t]);
};
