import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ViewId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { useSettingRights } from '../../fields/use-rights';
import { IconButton } from '../../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { Tabs } from '../../ui/tabs';
import { NameDialog } from './name-dialog';
import type { ViewState } from './use-view';
import type { ViewCommands } from './use-view-commands';

interface ViewTabsProps {
  readonly object: ObjectDef;
  readonly view: ViewState;
  readonly commands: ViewCommands;
  /** Records in the view that is shown; undefined while unknown. */
  readonly total: string | undefined;
  readonly onSelectView: (id: ViewId | null) => void;
}

const ALL = 'all';

/** The saved views of an object; the list of everything where there are none. */
export const ViewTabs = ({ object, view, commands, total, onSelectView }: ViewTabsProps) => {
  const { t } = useLingui();
  const [naming, setNaming] = useState<'create' | 'rename' | null>(null);
  const { saved } = view;
  const mayChange = useSettingRights().has('views');
  const tabs = [
    ...(view.views.length === 0
      ? [{ value: ALL, label: t`All ${object.labelPlural.toLocaleLowerCase()}`, icon: 'table' as const }]
      : []),
    ...view.views.map(({ id, name, settings }) => ({
      value: id as string,
      label: name,
      icon: settings.kind === 'board' ? ('board' as const) : ('table' as const),
      ...(id === saved?.id && total !== undefined ? { count: total } : {}),
    })),
  ];
  const select = (value: string) => onSelectView(view.views.find(({ id }) => id === value)?.id ?? null);
  return (
    <>
      <Tabs
        variant="fill"
        label={t`Views`}
        tabs={tabs}
        value={saved?.id ?? ALL}
        onChange={select}
        end={
          mayChange && (
            <>
              {saved && (
                <Menu
                  label={t`View`}
                  trigger={
                    <IconButton icon="dots" iconSize={14} size="sm" label={t`Actions of this view`} tooltip={false} />
                  }
                >
                  <MenuItem icon="pencil" onSelect={() => setNaming('rename')}>
                    <Trans>Rename</Trans>
                  </MenuItem>
                  <MenuItem
                    icon={saved.isFavorite ? 'star-filled' : 'star'}
                    onSelect={() => void commands.setFavorite(saved, !saved.isFavorite)}
                  >
                    {saved.isFavorite ? <Trans>Remove from favourites</Trans> : <Trans>Add to favourites</Trans>}
                  </MenuItem>
                  <MenuItem icon="copy" onSelect={() => setNaming('create')}>
                    <Trans>Duplicate</Trans>
                  </MenuItem>
                  <MenuSeparator />
                  <MenuItem
                    icon="trash"
                    danger
                    onSelect={() => void commands.remove(saved).then((isGone) => isGone && onSelectView(null))}
                  >
                    <Trans>Delete view</Trans>
                  </MenuItem>
                </Menu>
              )}
              <IconButton icon="plus" label={t`Add view`} onClick={() => setNaming('create')} />
            </>
          )
        }
      />
      {naming === 'rename' && saved && (
        <NameDialog
          title={t`Rename view`}
          label={t`Name`}
          initialName={saved.name}
          submitLabel={t`Rename`}
          onClose={() => setNaming(null)}
          onSubmit={(name) => void commands.rename(saved, name)}
        />
      )}
      {naming === 'create' && (
        <NameDialog
          title={t`New view`}
          label={t`Name`}
          description={t`It keeps the filters, the order and the columns that are shown now.`}
          initialName=""
          submitLabel={t`Create view`}
          onClose={() => setNaming(null)}
          onSubmit={(name) => void commands.create(name, view.toSave()).then((id) => id && onSelectView(id))}
        />
      )}
    </>
  );
};
