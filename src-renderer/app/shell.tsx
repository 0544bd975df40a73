import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ObjectDef } from '@shared/domain/schema';
import type { SavedView } from '@shared/domain/views';
import { useSettingRights } from '../fields/use-rights';
import { FileDropTarget } from '../features/import/file-drop-target';
import { useImportWizard } from '../features/import/import-wizard.store';
import { Palette } from '../features/palette/palette';
import type { OutputOf } from '../rpc/procedures';
import { useEngineQuery } from '../rpc/use-engine-query';
import { usePageCommands } from '../stores/page-commands.store';
import { useUndo } from '../stores/undo';
import { useWindowState } from '../stores/window.store';
import { ConnectionBanner } from './connection-banner';
import { ErrorBoundary } from './error-boundary';
import { HelpDialog } from './help-dialog';
import { isObjectCommand, OBJECT_OF_COMMAND } from './object-commands';
import { Pages } from './pages';
import { hrefOf } from './routes';
import type { Command } from './shortcuts';
import { Sidebar } from './sidebar';
import { toggleTheme } from './theme';
import { ViewedBanner } from './viewed-banner';
import { usePaletteCommands } from './use-palette-commands';
import { useIsNarrow } from './use-narrow';
import { navigate, replaceRoute, useRoute } from './use-route';
import { useShortcuts } from './use-shortcuts';
import styles from './shell.module.css';

interface ShellProps {
  readonly status: OutputOf<'workspace.status'>;
  readonly objects: readonly ObjectDef[];
}

const NO_VIEWS: readonly SavedView[] = [];

/** The frame around every page: sidebar, keys, palette. */
export const Shell = ({ status, objects }: ShellProps) => {
  const route = useRoute();
  const isNarrow = useIsNarrow();
  const isCollapsed = useWindowState((state) => state.isSidebarCollapsed);
  const toggleSidebar = useWindowState((state) => state.toggleSidebar);
  const views = useEngineQuery('views.list', {}).data?.views ?? NO_VIEWS;
  const mayImport = useSettingRights().has('import');
  const { undo, redo } = useUndo();
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null);
  const live = useMemo(
    () => objects.filter((object) => object.deletedAtMs === null).toSorted((a, b) => a.order - b.order),
    [objects],
  );
  const showHelp = useCallback(() => setOverlay('help'), []);
  const commands = usePaletteCommands({ objects: live, views, onHelp: showHelp });

  const run = (command: Command): boolean => {
    if (isObjectCommand(command)) {
      const object = OBJECT_OF_COMMAND[command];
      const isThere = live.some(({ name }) => name === object);
      if (isThere) navigate({ page: 'table', object, viewId: null });
      return isThere;
    }
    switch (command) {
      case 'palette':
      case 'help':
        setOverlay(command);
        return true;
      case 'undo':
        void undo();
        return true;
      case 'redo':
        void redo();
        return true;
      case 'create':
      case 'filter':
      case 'note':
      case 'task': {
        const handler = usePageCommands.getState().handlers[command];
        handler?.();
        return handler !== undefined;
      }
      case 'goSettings':
        navigate({ page: 'settings', section: null, detail: null });
        return true;
      case 'toggleSidebar':
        toggleSidebar();
        return true;
      case 'toggleTheme':
        toggleTheme();
        return true;
    }
  };
  useShortcuts(run);

  // The bare address means the first list; naming it keeps links and the sidebar honest.
  const home = live[0]?.name;
  useEffect(() => {
    if (route.page === 'home' && home !== undefined) {
      replaceRoute({ page: 'table', object: home, viewId: null });
    }
  }, [route.page, home]);

  const isRail = isCollapsed || isNarrow;
  // Toasts stand outside the frame but keep off its sidebar. A `:has()` rule would make every scroll restyle the page.
  useEffect(() => {
    document.documentElement.dataset['frame'] = isRail ? 'rail' : 'sidebar';
    return () => {
      delete document.documentElement.dataset['frame'];
    };
  }, [isRail]);
  return (
    <div className={styles.shell} data-rail={isRail || undefined}>
      <Sidebar
        workspaceName={status.settings.name}
        objects={live}
        favorites={views.filter((view) => view.isFavorite)}
        trashCount={Object.values(status.trashCounts).reduce((sum, count) => sum + count, 0)}
        route={route}
        isRail={isRail}
        onSearch={() => setOverlay('palette')}
        onHelp={showHelp}
      />
      <main className={styles.main}>
        <ConnectionBanner />
        <ViewedBanner />
        <div className={styles.page}>
          <ErrorBoundary resetKey={hrefOf(route)}>
            <Pages route={route} objects={live} status={status} />
          </ErrorBoundary>
        </div>
      </main>
      <Palette
        open={overlay === 'palette'}
        // A command may have opened another overlay already.
        onOpenChange={(open) => setOverlay((now) => (open ? 'palette' : now === 'palette' ? null : now))}
        commands={commands}
        onOpenRecord={(object, id) => navigate({ page: 'record', object, id, viewId: null })}
        onShowAll={(text) => navigate({ page: 'search', text, object: null })}
      />
      {mayImport && (
        <FileDropTarget
          onFile={(file) => {
            useImportWizard.getState().offerFile(file);
            if (route.page !== 'import') navigate({ page: 'import', object: null });
          }}
        />
      )}
      <HelpDialog open={overlay === 'help'} onOpenChange={(open) => setOverlay(open ? 'help' : null)} />
    </div>
  );
};
