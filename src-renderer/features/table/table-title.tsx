import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import { iconOfObject } from '../../fields/field-icon';
import { Button, IconButton } from '../../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { PageBar } from '../../ui/page-bar';
import { ExportItems, type ExportFormat } from './export-items';

interface TableTitleProps {
  readonly object: ObjectDef;
  readonly count: string | undefined;
  readonly onImport: () => void;
  readonly onExport: (format: ExportFormat) => void;
  readonly onEditFields: () => void;
  readonly onCreate: () => void;
}

/** What is listed, how many there are, and how to add to it. */
export const TableTitle = ({ object, count, onImport, onExport, onEditFields, onCreate }: TableTitleProps) => {
  const { t } = useLingui();
  const one = object.labelSingular.toLocaleLowerCase();
  return (
    <PageBar
      icon={iconOfObject(object)}
      title={object.labelPlural}
      meta={count}
      actions={
        <>
          <Button variant="ghost" icon="import" onClick={onImport}>
            <Trans>Import</Trans>
          </Button>
          <Menu
            align="end"
            label={t`More actions`}
            trigger={<IconButton icon="dots" label={t`More actions`} tooltip={false} />}
          >
            <ExportItems hasCards={object.name === 'person'} onExport={onExport} />
            <MenuSeparator />
            <MenuItem icon="settings" onSelect={onEditFields}>
              <Trans>Edit fields</Trans>
            </MenuItem>
          </Menu>
          <Button variant="primary" icon="plus" keys="C" aria-keyshortcuts="C" onClick={onCreate}>
            <Trans>New {one}</Trans>
          </Button>
        </>
      }
    />
  );
};
