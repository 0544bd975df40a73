import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { RecordId } from '@shared/domain/ids';
import { recordTitle, titleFieldNames } from '@shared/domain/record-title';
import type { Selection } from '@shared/domain/query';
import type { ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { gridColumnForField } from '../../fields/grid-column';
import { useRecordName } from '../../fields/record-name';
import { useRecordRights } from '../../fields/use-rights';
import { useEngine } from '../../rpc/engine-context';
import { useRecordWindow } from '../../rpc/use-record-window';
import { useUndo } from '../../stores/undo';
import { ROW_HEIGHT_PX, useWindowState } from '../../stores/window.store';
import { Button } from '../../ui/button';
import { DataGrid } from '../../ui/data-grid/data-grid';
import { EmptyState } from '../../ui/empty-state';
import { SubBar } from '../../ui/page-bar';
import { PurgeRecordsDialog } from './purge-records-dialog';
import styles from './trash-page.module.css';

interface TrashListProps {
  readonly object: ObjectDef;
}

const NONE: ReadonlySet<RecordId> = new Set();

/** Deleted records of one object, the latest first. */
export const TrashList = ({ object }: TrashListProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const { offerUndo, reportError } = useUndo();
  const rights = useRecordRights(object.name);
  const mayRestore = rights.has('restore');
  const mayPurge = rights.has('purge');
  const density = useWindowState((state) => state.density);
  const [selectedIds, setSelectedIds] = useState(NONE);
  const [isBusy, setBusy] = useState(false);
  const recordName = useRecordName();
  const [isPurging, setPurging] = useState(false);

  const shown = useMemo(() => {
    const names = [object.titleField, 'deletedAt', 'createdAt'];
    return names.flatMap((name) => object.fields.filter((field) => field.name === name && field.deletedAtMs === null));
  }, [object]);
  const rows = useRecordWindow(
    useMemo(
      () => ({
        object: object.name,
        state: 'trash' as const,
        sort: [{ field: 'deletedAt', direction: 'desc' as const, nulls: 'last' as const }],
        fields: [...titleFieldNames(object), ...shown.map(({ name }) => name)],
      }),
      [object, shown],
    ),
  );
  const columns = useMemo(
    () =>
      shown.map((field) =>
        gridColumnForField(field, {
          object: object.name,
          titled: field.name === object.titleField ? object : undefined,
          frozen: field.name === object.titleField,
          width: field.name === object.titleField ? 320 : 180,
          isReadOnly: true,
        }),
      ),
    [shown, object],
  );
  const nameOf = (row: Row) => recordName(object.name, recordTitle(object, row));
  const total = rows.total ?? 0;
  const one = object.labelSingular.toLocaleLowerCase();
  const many = object.labelPlural.toLocaleLowerCase();

  /** Nothing chosen: all of it. */
  const selectionOf = (ids: readonly RecordId[]): Selection =>
    ids.length > 0 ? { ids: [...ids] } : { set: { object: object.name, state: 'trash' }, except: [] };
  const restore = async (ids: readonly RecordId[]) => {
    setBusy(true);
    try {
      const { count, operationId } = await engine.records.restore({
        object: object.name,
        selection: selectionOf(ids),
      });
      setSelectedIds(NONE);
      const restored = plural(count, { one: `# ${one} restored`, other: `# ${many} restored` });
      offerUndo(restored, operationId);
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  };
  const toggle = (row: Row) => {
    const next = new Set(selectedIds);
    if (!next.delete(row.id)) next.add(row.id);
    setSelectedIds(next);
  };
  const loadedIds = rows.loaded.map(({ id }) => id);
  const areAllSelected = total > 0 && selectedIds.size >= total;

  return (
    <>
      {(mayRestore || mayPurge) && (
        <SubBar>
          {mayRestore && (
            <>
              <Button
                size="sm"
                icon="restore"
                variant={selectedIds.size > 0 ? 'primary' : 'default'}
                disabled={selectedIds.size === 0}
                loading={isBusy}
                onClick={() => void restore([...selectedIds])}
              >
                {selectedIds.size > 0
                  ? t`${plural(selectedIds.size, { one: 'Restore #', other: 'Restore #' })}`
                  : t`Restore selected`}
              </Button>
              <Button size="sm" variant="ghost" disabled={total === 0 || isBusy} onClick={() => void restore([])}>
                <Trans>Restore all</Trans>
              </Button>
            </>
          )}
          {mayPurge && (
            <Button size="sm" variant="ghost" icon="trash" disabled={total === 0} onClick={() => setPurging(true)}>
              {selectedIds.size > 0 ? t`Delete selected for good…` : t`Empty the trash…`}
            </Button>
          )}
        </SubBar>
      )}
      {isPurging && (
        <PurgeRecordsDialog
          object={object.name}
          selection={selectionOf([...selectedIds])}
          count={selectedIds.size > 0 ? selectedIds.size : total}
          onClose={() => setPurging(false)}
          onDone={() => setSelectedIds(NONE)}
        />
      )}
      <DataGrid<Row>
        className={styles.grid}
        rowCount={total}
        getRow={rows.getRow}
        rowId={(row) => row.id}
        columns={columns}
        rowHeight={ROW_HEIGHT_PX[density]}
        onVisibleRowsChange={rows.setVisible}
        selectedIds={selectedIds}
        allSelected={selectedIds.size === 0 ? 'none' : areAllSelected ? 'all' : 'some'}
        onToggleRow={toggle}
        onToggleAll={() => setSelectedIds(areAllSelected || selectedIds.size > 0 ? NONE : new Set(loadedIds))}
        onSelectRange={(from, to) => {
          const block = Array.from({ length: to - from + 1 }, (_, i) => rows.getRow(from + i)?.id);
          setSelectedIds(new Set([...selectedIds, ...block.filter((id) => id !== undefined)]));
        }}
        onOpenRow={toggle}
        labels={{
          grid: t`Deleted ${many}`,
          selectAll: t`Select all`,
          selectRow: (row) => t`Select ${nameOf(row)}`,
          peekRow: (row) => t`Open ${nameOf(row)}`,
          resized: (column, widthPx) => t`${column} is ${widthPx} pixels wide`,
          moved: (column, position, count) => t`${column} moved to ${position} of ${count}`,
          loadingRow: t`Loading`,
        }}
        empty={rows.total === 0 && <EmptyState icon="trash" title={t`No deleted ${many}`} />}
      />
    </>
  );
};
