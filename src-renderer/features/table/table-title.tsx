import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import { iconOfObject } from '../../fields/field-icon';
import { Button, IconButton } from '../../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { PageBar } from '../../ui/page-bar';

/** What is left out is not offered. */
interface TableTitleProps {
  readonly object: ObjectDef;
  readonly count: string | undefined;
  readonly onImport: (() => void) | undefined;
  readonly onExport: (() => void) | undefined;
  readonly onExplain: () => void;
  readonly onEditFields: (() => void) | undefined;
  readonly onCreate: (() => void) | undefined;
}

/** What is listed, how many there are, and how to add to it. */
export const TableTitle = ({
  object,
  count,
  onImport,
  onExport,
  onExplain,
  onEditFields,
  onCreate,
}: TableTitleProps) => {
  const { t } = useLingui();
  const one = object.labelSingular.toLocaleLowerCase();
  return (
    <PageBar
      icon={iconOfObject(object)}
      title={object.labelPlural}
      meta={count}
      actions={
        <>
          {onImport && (
            <Button variant="ghost" icon="import" onClick={onImport}>
              <Trans>Import</Trans>
            </Button>
          )}
          <Menu
            align="end"
            label={t`More actions`}
            trigger={<IconButton icon="dots" label={t`More actions`} tooltip={false} />}
          >
            {onExport && (
              <MenuItem icon="export" onSelect={onExport}>
                <Trans>Export…</Trans>
              </MenuItem>
            )}
            {onExport && <MenuSeparator />}
            <MenuItem icon="bolt" onSelect={onExplain}>
              <Trans>How this list is read</Trans>
            </MenuItem>
            {onEditFields && (
              <MenuItem icon="settings" onSelect={onEditFields}>
                <Trans>Edit fields</Trans>
              </MenuItem>
            )}
          </Menu>
          {onCreate && (
            <Button variant="primary" icon="plus" keys="C" aria-keyshortcuts="C" onClick={onCreate}>
              <Trans>New {one}</Trans>
            </Button>
          )}
        </>
      }
    />
  );
};
