import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { useFieldEnvironment } from '../../fields/field-environment';
import { iconOfObject } from '../../fields/field-icon';
import { formatNumber } from '../../fields/intl';
import type { OpenRecord } from '../../fields/record-chip';
import { useRecordName } from '../../fields/record-name';
import { useRecordRights } from '../../fields/use-rights';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useExportRequest } from '../../stores/export-request.store';
import { useMergeRequest } from '../../stores/merge-request.store';
import { usePageCommand } from '../../stores/page-commands.store';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { IconButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import type { RecordListContext } from './record-page';
import { usePageKeys } from './use-page-keys';
import styles from './record-page.module.css';

interface RecordHeaderProps {
  readonly definition: ObjectDef;
  readonly row: Row;
  readonly title: string;
  readonly list: RecordListContext | undefined;
  readonly onOpenRecord: OpenRecord;
  readonly onOpenList: (object: string) => void;
  readonly onDeleted: (object: string) => void;
}

/** Where the record stands in its list, and what can be done with it as a whole. */
export const RecordHeader = ({
  definition,
  row,
  title,
  list,
  onOpenRecord,
  onOpenList,
  onDeleted,
}: RecordHeaderProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const engine = useEngine();
  const nameOf = useRecordName();
  const { offerUndo, reportError } = useUndo();
  const showToast = useToasts((state) => state.show);
  const ask = useMergeRequest((state) => state.ask);
  const object = definition.name;
  const may = useRecordRights(object);
  const set = useMemo(
    () => ({
      object,
      ...(list?.filter ? { filter: list.filter } : {}),
      ...(list?.sort ? { sort: [...list.sort] } : {}),
    }),
    [object, list],
  );
  const isInTrash = row['deletedAt'] !== null && row['deletedAt'] !== undefined;
  const place = useEngineQuery('records.position', { ...set, id: row.id }, { enabled: !isInTrash });
  const index = place.data?.index ?? null;
  const total = place.data?.total ?? 0;

  const openAt = async (offset: number): Promise<void> => {
    if (offset < 0 || offset >= total) return;
    try {
      const { rows } = await engine.records.window({ ...set, fields: [definition.titleField], offset, limit: 1 });
      if (rows[0]) onOpenRecord(object, rows[0].id);
    } catch (error) {
      reportError(error);
    }
  };
  const previous = (): void => {
    if (index !== null) void openAt(index - 1);
  };
  const next = (): void => {
    if (index !== null) void openAt(index + 1);
  };
  usePageKeys({ k: previous, j: next });

  const copyLink = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      showToast({ text: t`Link copied` });
    } catch (error) {
      reportError(error);
    }
  };
  const remove = async (): Promise<void> => {
    try {
      const { operationId } = await engine.records.delete({ object, selection: { ids: [row.id] } });
      offerUndo(t`${nameOf(object, title)} deleted`, operationId);
      onDeleted(object);
    } catch (error) {
      reportError(error);
    }
  };
  const askExport = useExportRequest((state) => state.ask);
  const exportRecord = may.has('export')
    ? () =>
        askExport({
          set: {
            object,
            filter: { field: 'id', op: 'is', value: row.id },
            ...(isInTrash && { state: 'trash' as const }),
          },
          sort: [],
          columns: [],
          count: 1,
          name: nameOf(object, title),
        })
    : undefined;
  usePageCommand('export', exportRecord);

  const position = index === null ? 0 : index + 1;
  const [positionText, totalText] = [formatNumber(environment, position), formatNumber(environment, total)];
  return (
    <header className={styles.bar}>
      <nav className={styles.crumb} aria-label={t`Breadcrumb`}>
        <Icon name={iconOfObject(definition)} />
        <button type="button" className={styles.crumbLink} onClick={() => onOpenList(object)}>
          {definition.labelPlural}
        </button>
        <Icon name="chevron-right" size={12} />
      </nav>
      <h1 className={styles.pageTitle}>{nameOf(object, title)}</h1>
      <div className={styles.tools}>
        {index !== null && <span className={styles.position}>{t`${positionText} of ${totalText}`}</span>}
        <IconButton
          icon="chevron-up"
          size="sm"
          iconSize={16}
          label={t`Previous record`}
          keys="K"
          aria-keyshortcuts="K"
          disabled={index === null || index === 0}
          onClick={previous}
        />
        <IconButton
          icon="chevron-down"
          size="sm"
          iconSize={16}
          label={t`Next record`}
          keys="J"
          aria-keyshortcuts="J"
          disabled={index === null || index + 1 >= total}
          onClick={next}
        />
        <span className={styles.rule} />
        <IconButton icon="link" label={t`Copy link`} onClick={() => void copyLink()} />
        <Menu
          align="end"
          label={t`More actions`}
          trigger={<IconButton icon="dots" label={t`More actions`} tooltip={false} />}
        >
          <MenuItem icon="link" onSelect={() => void copyLink()}>{t`Copy link`}</MenuItem>
          {exportRecord && <MenuItem icon="export" onSelect={exportRecord}>{t`Export…`}</MenuItem>}
          {!isInTrash && may.has('edit') && may.has('delete') && (
            <MenuItem
              icon="merge"
              onSelect={() => ask({ object, ids: [row.id], onMerged: (into) => onOpenRecord(object, into) })}
            >{t`Merge with another…`}</MenuItem>
          )}
          {!isInTrash && may.has('delete') && (
            <>
              <MenuSeparator />
              <MenuItem icon="trash" danger onSelect={() => void remove()}>
                {t`Delete ${definition.labelSingular.toLocaleLowerCase()}`}
              </MenuItem>
            </>
          )}
        </Menu>
      </div>
    </header>
  );
};
