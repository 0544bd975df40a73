import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import type { SavedView } from '@shared/domain/views';
import { iconOfObject } from '../fields/field-icon';
import { JobsIndicator } from '../features/jobs/jobs-indicator';
import { useConnectionStatus } from '../rpc/engine-context';
import { ariaKeys, keyCaps } from '../stores/key-names';
import { useWindowState } from '../stores/window.store';
import { IconButton } from '../ui/button';
import { Icon } from '../ui/icon';
import { Kbd } from '../ui/kbd';
import { NavItem, NavSection } from '../ui/nav-item';
import { hrefOf, type Route } from './routes';
import { keysOf } from './shortcuts';
import { WorkspaceMenu } from './workspace-menu';
import styles from './sidebar.module.css';

interface SidebarProps {
  readonly workspaceName: string;
  readonly objects: readonly ObjectDef[];
  readonly favorites: readonly SavedView[];
  readonly trashCount: number;
  readonly route: Route;
  /** Icons only. */
  readonly isRail: boolean;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

const StatusFoot = () => {
  const status = useConnectionStatus();
  const isConnected = status === 'connected';
  return (
    <a className={styles.foot} href={hrefOf({ page: 'activity' })} data-off={!isConnected || undefined}>
      <Icon name={isConnected ? 'cloud-check' : 'cloud-off'} />
      <span className="truncate">{isConnected ? <Trans>All changes saved</Trans> : <Trans>Reconnecting…</Trans>}</span>
    </a>
  );
};

/** Whether the place belongs to the object's list: the list itself, or one of its records. */
const isAtObject = (route: Route, object: string): boolean =>
  (route.page === 'table' || route.page === 'record') && route.object === object;

export const Sidebar = (props: SidebarProps) => {
  const { workspaceName, objects, favorites, trashCount, route, isRail, onSearch, onHelp } = props;
  const { t } = useLingui();
  const toggleSidebar = useWindowState((state) => state.toggleSidebar);
  const favoriteAt = route.page === 'table' ? favorites.find(({ id }) => id === route.viewId)?.id : undefined;
  return (
    <aside className={styles.sidebar} data-rail={isRail || undefined} aria-label={t`Sidebar`}>
      <div className={styles.top}>
        <IconButton icon="arrow-left" iconSize={14} size="sm" label={t`Back`} onClick={() => window.history.back()} />
        <IconButton
          icon="arrow-right"
          iconSize={14}
          size="sm"
          label={t`Forward`}
          onClick={() => window.history.forward()}
        />
        <IconButton
          icon="sidebar"
          size="sm"
          iconSize={16}
          label={t`Show or hide the sidebar`}
          keys={keyCaps(keysOf('toggleSidebar'))}
          aria-keyshortcuts={ariaKeys(keysOf('toggleSidebar'))}
          onClick={toggleSidebar}
        />
      </div>
      <WorkspaceMenu name={workspaceName} onHelp={onHelp} />
      <button
        type="button"
        className={styles.find}
        aria-haspopup="dialog"
        aria-label={isRail ? t`Search or run…` : undefined}
        aria-keyshortcuts={ariaKeys(keysOf('palette'))}
        onClick={onSearch}
      >
        <Icon name="search" size={14} />
        <span>
          <Trans>Search or run…</Trans>
        </span>
        <Kbd keys={keyCaps(keysOf('palette'))} />
      </button>
      <div className={styles.scroll}>
        {favorites.length > 0 && (
          <NavSection label={t`Favourites`} collapsed={isRail}>
            {favorites.map((view) => (
              <NavItem
                key={view.id}
                label={view.name}
                href={hrefOf({ page: 'table', object: view.object, viewId: view.id })}
                icon={view.settings.kind === 'board' ? 'board' : 'table'}
                isCurrent={favoriteAt === view.id}
                collapsed={isRail}
              />
            ))}
          </NavSection>
        )}
        <NavSection label={t`Records`} collapsed={isRail}>
          {objects.map((object) => (
            <NavItem
              key={object.name}
              label={object.labelPlural}
              href={hrefOf({ page: 'table', object: object.name, viewId: null })}
              icon={iconOfObject(object)}
              isCurrent={favoriteAt === undefined && isAtObject(route, object.name)}
              collapsed={isRail}
            />
          ))}
        </NavSection>
      </div>
      <NavSection label={t`Workspace`} hideLabel collapsed={isRail}>
        <NavItem
          label={t`Duplicates`}
          href={hrefOf({ page: 'duplicates', object: null })}
          icon="merge"
          isCurrent={route.page === 'duplicates'}
          collapsed={isRail}
        />
        <NavItem
          label={t`Trash`}
          href={hrefOf({ page: 'trash', object: null })}
          icon="trash"
          isCurrent={route.page === 'trash'}
          count={trashCount > 0 ? trashCount : undefined}
          collapsed={isRail}
        />
        <NavItem
          label={t`Settings`}
          href={hrefOf({ page: 'settings', section: null, detail: null })}
          icon="settings"
          isCurrent={route.page === 'settings'}
          collapsed={isRail}
        />
      </NavSection>
      <div className={styles.line} />
      <JobsIndicator href={hrefOf({ page: 'jobs' })} />
      <StatusFoot />
    </aside>
  );
};
