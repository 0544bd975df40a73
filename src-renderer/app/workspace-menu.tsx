import { Trans, useLingui } from '@lingui/react/macro';
import { useSettingRights } from '../fields/use-rights';
import { keyCaps } from '../stores/key-names';
import { initialsOf } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu';
import { keysOf } from './shortcuts';
import { toggleTheme } from './theme';
import { navigate } from './use-route';
import styles from './sidebar.module.css';

interface WorkspaceMenuProps {
  readonly name: string;
  readonly onHelp: () => void;
}

/** The workspace's name; behind it, what concerns the workspace as a whole. */
export const WorkspaceMenu = ({ name, onHelp }: WorkspaceMenuProps) => {
  const { t } = useLingui();
  const mayImport = useSettingRights().has('import');
  return (
    <Menu
      label={t`Workspace`}
      trigger={
        <button type="button" className={styles.workspace} title={name}>
          <span className={styles.mark} aria-hidden="true">
            {initialsOf(name, 1)}
          </span>
          <span className="truncate">{name}</span>
          <Icon name="selector" size={14} className={styles.workspaceArrow} />
        </button>
      }
    >
      <MenuItem icon="settings" onSelect={() => navigate({ page: 'settings', section: null, detail: null })}>
        <Trans>Workspace settings</Trans>
      </MenuItem>
      <MenuItem icon="history" onSelect={() => navigate({ page: 'activity' })}>
        <Trans>History</Trans>
      </MenuItem>
      {mayImport && (
        <MenuItem icon="import" onSelect={() => navigate({ page: 'import', object: null })}>
          <Trans>Import a file</Trans>
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon="moon" keys={keyCaps(keysOf('toggleTheme'))} onSelect={toggleTheme}>
        <Trans>Light or dark</Trans>
      </MenuItem>
      <MenuItem icon="keyboard" keys={keyCaps(keysOf('help'))} onSelect={onHelp}>
        <Trans>Keyboard shortcuts</Trans>
      </MenuItem>
    </Menu>
  );
};
