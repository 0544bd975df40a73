import { useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import type { SavedView } from '@shared/domain/views';
import { useFieldEnvironment } from '../fields/field-environment';
import { iconOfObject } from '../fields/field-icon';
import { useSettingRights } from '../fields/use-rights';
import type { PaletteCommand } from '../features/palette/palette-commands';
import { usePageCommands } from '../stores/page-commands.store';
import { useUndo } from '../stores/undo';
import { OBJECT_OF_COMMAND } from './object-commands';
import { SHORTCUTS, keysOf } from './shortcuts';
import { toggleTheme } from './theme';
import { navigate } from './use-route';

const keysOfObject = (object: string): string | undefined =>
  SHORTCUTS.find(({ command }) =>
    Object.entries(OBJECT_OF_COMMAND).some(([key, name]) => key === command && name === object),
  )?.keys;

interface PaletteCommandDeps {
  readonly objects: readonly ObjectDef[];
  readonly views: readonly SavedView[];
  readonly onHelp: () => void;
}

/** Everything the palette can do, actions before places. */
export const usePaletteCommands = ({ objects, views, onHelp }: PaletteCommandDeps): readonly PaletteCommand[] => {
  const { t } = useLingui();
  const { undo, redo } = useUndo();
  const { access } = useFieldEnvironment();
  const maySet = useSettingRights();
  const mayCreate = (object: string): boolean =>
    access === null || access.objects[object]?.rights.includes('create') === true;
  const toggleFilter = usePageCommands((state) => state.handlers.filter);
  const exportPage = usePageCommands((state) => state.handlers.export);
  const show = (object: string, viewId: SavedView['id'] | null = null) => navigate({ page: 'table', object, viewId });
  const creates = objects
    .filter(({ name }) => mayCreate(name))
    .map((object): PaletteCommand => {
      const one = object.labelSingular.toLocaleLowerCase();
      return {
        id: `create-${object.name}`,
        title: t`New ${one}`,
        keywords: t`create add`,
        icon: 'plus',
        group: 'action',
        run: () => {
          usePageCommands.getState().requestCreate(object.name);
          show(object.name);
        },
      };
    });
  const actions: readonly PaletteCommand[] = [
    ...creates,
    ...(toggleFilter
      ? [
          {
            id: 'filter',
            title: t`Filter this list`,
            icon: 'filter' as const,
            group: 'action' as const,
            keys: '/',
            run: toggleFilter,
          },
        ]
      : []),
    ...(exportPage
      ? [
          {
            id: 'export',
            title: t`Export what is shown`,
            keywords: t`csv excel xlsx json vcard download`,
            icon: 'export' as const,
            group: 'action' as const,
            run: exportPage,
          },
        ]
      : []),
    ...(maySet.has('import')
      ? [
          {
            id: 'import',
            title: t`Import a file`,
            keywords: t`csv vcard upload`,
            icon: 'import' as const,
            group: 'action' as const,
            run: () => navigate({ page: 'import', object: null }),
          },
        ]
      : []),
    { id: 'undo', title: t`Undo`, icon: 'undo', group: 'action', keys: keysOf('undo'), run: () => void undo() },
    { id: 'redo', title: t`Redo`, icon: 'redo', group: 'action', keys: keysOf('redo'), run: () => void redo() },
    {
      id: 'theme',
      title: t`Switch between light and dark`,
      keywords: t`theme appearance night`,
      icon: 'moon',
      group: 'action',
      keys: keysOf('toggleTheme'),
      run: toggleTheme,
    },
    {
      id: 'help',
      title: t`Keyboard shortcuts`,
      keywords: t`help keys`,
      icon: 'keyboard',
      group: 'action',
      keys: keysOf('help'),
      run: onHelp,
    },
  ];
  const places: readonly PaletteCommand[] = [
    ...objects.map((object): PaletteCommand => {
      const keys = keysOfObject(object.name);
      return {
        id: `go-${object.name}`,
        title: object.labelPlural,
        icon: iconOfObject(object),
        group: 'go',
        run: () => show(object.name),
        ...(keys === undefined ? {} : { keys }),
      };
    }),
    ...views.map((view): PaletteCommand => ({
      id: `view-${view.id}`,
      title: view.name,
      keywords: objects.find(({ name }) => name === view.object)?.labelPlural ?? '',
      icon: view.settings.kind === 'board' ? 'board' : 'table',
      group: 'go',
      run: () => show(view.object, view.id),
    })),
    {
      id: 'go-search',
      title: t`Search`,
      keywords: t`find results`,
      icon: 'search',
      group: 'go',
      run: () => navigate({ page: 'search', text: '', object: null }),
    },
    {
      id: 'go-trash',
      title: t`Trash`,
      keywords: t`deleted restore`,
      icon: 'trash',
      group: 'go',
      run: () => navigate({ page: 'trash', object: null }),
    },
    {
      id: 'go-duplicates',
      title: t`Duplicates`,
      keywords: t`merge same twice clean up`,
      icon: 'merge',
      group: 'go',
      run: () => navigate({ page: 'duplicates', object: null }),
    },
    {
      id: 'go-activity',
      title: t`History`,
      keywords: t`history changes`,
      icon: 'history',
      group: 'go',
      run: () => navigate({ page: 'activity' }),
    },
    {
      id: 'go-jobs',
      title: t`Background work`,
      keywords: t`jobs queue running failed progress`,
      icon: 'clock',
      group: 'go',
      run: () => navigate({ page: 'jobs' }),
    },
    {
      id: 'go-settings',
      title: t`Settings`,
      icon: 'settings',
      group: 'go',
      keys: keysOf('goSettings'),
      run: () => navigate({ page: 'settings', section: null, detail: null }),
    },
    ...(maySet.has('dataModel')
      ? [
          {
            id: 'go-data-model',
            title: t`Data model`,
            keywords: t`fields objects settings`,
            icon: 'database' as const,
            group: 'go' as const,
            run: () => navigate({ page: 'settings', section: 'data-model', detail: null }),
          },
        ]
      : []),
  ];
  return [...actions, ...places];
};
