import { Trans, useLingui } from '@lingui/react/macro';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { RecordId, ViewId } from '@shared/domain/ids';
import { titleFieldNames } from '@shared/domain/record-title';
import type { RecordSet } from '@shared/domain/query';
import type { ObjectDef } from '@shared/domain/schema';
import type { ViewSettings } from '@shared/domain/views';
import { useFieldEnvironment } from '../../fields/field-environment';
import { ForecastSpanSelect } from '../../fields/forecast-span-select';
import { formatNumber } from '../../fields/intl';
import { PipelineSelect } from '../../fields/pipeline-select';
import { useRecordRights, useSettingRights } from '../../fields/use-rights';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useRecordWindow } from '../../rpc/use-record-window';
import { useExportRequest } from '../../stores/export-request.store';
import { useMergeRequest } from '../../stores/merge-request.store';
import { useRestoreRequest } from '../../stores/restore-request.store';
import { useOpenLists } from '../../stores/open-lists.store';
import { usePageCommand } from '../../stores/page-commands.store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import type { GridHandle } from '../../ui/data-grid/data-grid';
import { BarSeparator, SubBar } from '../../ui/page-bar';
import { Segmented } from '../../ui/segmented';
import { BulkActions } from './bulk-actions';
import { DisplayMenu } from './display-menu';
import { FilterBar, type FilterBarHandle } from './filter-bar';
import { ListReadingDialog } from './list-reading-dialog';
import { NameDialog } from './name-dialog';
import { NewRecordDialog } from './new-record-dialog';
import { RecordsTable } from './records-table';
import { mergeableIds, selectedSet, toSelection, useRowSelection } from './row-selection';
import { SetFieldDialog } from './set-field-dialog';
import { listSortFields } from './sort-fields';
import { SortMenu } from './sort-menu';
import { startValues } from './start-values.rules';
import { TableEmpty } from './table-empty';
import { TableTitle } from './table-title';
import { useNewRecord } from './use-new-record';
import { useReadRows } from './use-read-rows';
import { useRecordCommands } from './use-record-commands';
import { useView } from './use-view';
import { useViewCommands } from './use-view-commands';
import { ViewTabs } from './view-tabs';
import styles from './table-page.module.css';

/** What a board needs to know of the view that it shows. */
export interface BoardSlot {
  readonly object: ObjectDef;
  readonly settings: ViewSettings;
}

export interface TablePageProps {
  readonly object: ObjectDef;
  readonly viewId: ViewId | null;
  readonly onSelectView: (id: ViewId | null) => void;
  readonly onOpenRecord: (object: string, id: RecordId) => void;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  readonly onImport: () => void;
  readonly onEditFields: () => void;
  /** Shows the view as a board; left out where the object has no stages. */
  readonly renderBoard?: ((slot: BoardSlot) => ReactNode) | undefined;
  /** Shows what the view adds up to by month; left out where the object has no pipelines, money or date. */
  readonly renderForecast?: ((slot: BoardSlot) => ReactNode) | undefined;
}

type OpenDialog = 'setField' | 'saveView' | 'reading' | null;

/** The records of an object: views, filters, and the grid. */
export const TablePage = (props: TablePageProps) => {
  const { object, viewId, onSelectView, renderBoard, renderForecast } = props;
  const { t, i18n } = useLingui();
  const environment = useFieldEnvironment();
  const may = useRecordRights(object.name);
  const maySet = useSettingRights();
  const view = useView(object, viewId);
  const viewCommands = useViewCommands(object.name);
  const recordCommands = useRecordCommands(object);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const grid = useRef<GridHandle>(null);
  const filterBar = useRef<FilterBarHandle>(null);
  const allCount = useEngineQuery('workspace.status', {}).data?.counts[object.name];

  const { settings, columns, saved, change } = view;
  const slots = { table: undefined, board: renderBoard, forecast: renderForecast };
  const renderSlot = slots[settings.kind];
  const mode = renderSlot ? settings.kind : 'table';
  const stageField = object.fields.find(({ type, deletedAtMs }) => type === 'stage' && deletedAtMs === null);
  const set = useMemo(
    (): RecordSet => ({ object: object.name, ...(settings.filter ? { filter: settings.filter } : {}) }),
    [object.name, settings.filter],
  );
  const fields = useMemo(() => columns.flatMap(({ field, isHidden }) => (isHidden ? [] : [field.name])), [columns]);
  const sortFields = useMemo(() => {
    const own = columns.map(({ field }) => field);
    return listSortFields(environment.objects, object, own, i18n);
  }, [environment.objects, object, columns, i18n]);
  const windowSet = useMemo(
    () => ({ ...set, sort: settings.sort, fields: [...new Set([...fields, ...titleFieldNames(object)])] }),
    [set, settings.sort, fields, object],
  );
  const rows = useRecordWindow(windowSet);
  const rememberList = useOpenLists((state) => state.remember);
  useEffect(
    () => rememberList(object.name, { filter: settings.filter, sort: settings.sort }),
    [rememberList, object.name, settings.filter, settings.sort],
  );
  const readRows = useReadRows(windowSet, rows);
  const selection = useRowSelection(JSON.stringify(set), rows.total);

  const newRecord = useNewRecord({
    object,
    set,
    sort: settings.sort,
    total: rows.rowCount,
    grid,
    commands: recordCommands,
  });
  const clearAnd = (isDone: boolean): boolean => {
    if (isDone) selection.clear();
    return isDone;
  };
  const remove = useCallback((id: RecordId) => void recordCommands.remove({ ids: [id] }), [recordCommands]);
  const ask = useMergeRequest((state) => state.ask);
  const bringBack = useRestoreRequest((state) => state.ask);
  const mergeable = may.has('edit') && may.has('delete') ? mergeableIds(selection.selection) : undefined;
  const selected = () => toSelection(selection.selection, set);
  const askExport = useExportRequest((state) => state.ask);
  const exportSet = (chosen: RecordSet, count: number | undefined) =>
    askExport({ set: chosen, sort: settings.sort, columns: fields, count, name: saved?.name ?? object.labelPlural });
  const exportList = may.has('export') ? () => exportSet(set, rows.total) : undefined;
  usePageCommand('export', exportList);
  const onImport = maySet.has('import') && may.has('create') ? props.onImport : undefined;
  const saveView = () => {
    if (saved) void viewCommands.save(saved, view.toSave());
    else setDialog('saveView');
  };

  return (
    <section className={styles.page} aria-label={object.labelPlural}>
      <TableTitle
        object={object}
        count={allCount === undefined ? undefined : formatNumber(environment, allCount, 0)}
        onImport={onImport}
        onExport={exportList}
        onExplain={() => setDialog('reading')}
        onEditFields={maySet.has('dataModel') ? props.onEditFields : undefined}
        onCreate={newRecord.open}
      />
      <SubBar
        variant="tabs"
        end={
          renderBoard && (
            <Segmented<ViewSettings['kind']>
              label={t`Show as`}
              options={[
                { value: 'table', label: t`Table`, icon: 'table' },
                { value: 'board', label: t`Board`, icon: 'board' },
                ...(renderForecast
                  ? [{ value: 'forecast' as const, label: t`Forecast`, icon: 'chart-line' as const }]
                  : []),
              ]}
              value={mode}
              onChange={(kind) => change({ kind })}
            />
          )
        }
      >
        <ViewTabs
          object={object}
          view={view}
          commands={viewCommands}
          total={rows.total === undefined ? undefined : formatNumber(environment, rows.total, 0)}
          onSelectView={onSelectView}
        />
      </SubBar>
      <FilterBar
        key={saved?.id ?? 'all'}
        handleRef={filterBar}
        object={object}
        filter={settings.filter}
        onChange={(filter) => change({ filter })}
      >
        {mode === 'table' && (
          <>
            <SortMenu fields={sortFields} sort={settings.sort} onChange={(sort) => change({ sort })} />
            <DisplayMenu titleField={object.titleField} columns={columns} onChange={view.changeColumns} />
          </>
        )}
        {mode !== 'table' && stageField && (
          <PipelineSelect
            field={stageField}
            value={settings.pipeline}
            hasAll={mode === 'forecast'}
            onChange={(pipeline) => change({ pipeline })}
          />
        )}
        {mode === 'forecast' && <ForecastSpanSelect value={settings.span} onChange={(span) => change({ span })} />}
        {view.isChanged && (
          <>
            <BarSeparator />
            <Button size="sm" variant="ghost" onClick={view.reset}>
              <Trans>Reset</Trans>
            </Button>
            {saved && maySet.has('views') && (
              <Button size="sm" variant="ghost" onClick={() => setDialog('saveView')}>
                <Trans>Save as new</Trans>
              </Button>
            )}
            {maySet.has('views') && (
              <Button size="sm" onClick={saveView}>
                <Trans>Save view</Trans>
              </Button>
            )}
          </>
        )}
      </FilterBar>
      {rows.error && mode === 'table' && (
        <Banner tone="danger" title={<Trans>These records could not be read.</Trans>}>
          {' '}
          {rows.error.message}
        </Banner>
      )}
      {renderSlot ? (
        renderSlot({ object, settings })
      ) : (
        <RecordsTable
          key={`${object.name}/${saved?.id ?? 'all'}`}
          handleRef={grid}
          object={object}
          title={saved?.name ?? object.labelPlural}
          set={set}
          columns={columns}
          sort={settings.sort}
          rows={rows}
          readRows={readRows}
          selection={selection}
          onSort={(sort) => change({ sort })}
          onFilter={(field) => filterBar.current?.begin(field)}
          onResize={view.setWidth}
          onColumns={view.changeColumns}
          onOpenRecord={props.onOpenRecord}
          hrefOfRecord={props.hrefOfRecord}
          onDelete={may.has('delete') ? (row) => remove(row.id) : undefined}
          empty={
            rows.total === undefined ? null : (
              <TableEmpty
                object={object}
                hasFilter={settings.filter !== undefined}
                allCount={allCount ?? 0}
                onClearFilter={() => change({ filter: undefined })}
                onCreate={newRecord.open}
                onImport={onImport}
              />
            )
          }
        />
      )}
      {selection.count !== undefined && selection.count > 0 && mode === 'table' && (
        <BulkActions
          count={selection.count}
          onSetField={may.has('edit') ? () => setDialog('setField') : undefined}
          onMerge={
            mergeable === undefined
              ? undefined
              : () => ask({ object: object.name, ids: mergeable, onMerged: selection.clear })
          }
          onBringBack={
            may.has('edit') && selection.count !== undefined
              ? () =>
                  bringBack({
                    object: object.name,
                    selection: selected(),
                    count: selection.count ?? 0,
                    atMs: null,
                    onRestored: selection.clear,
                  })
              : undefined
          }
          onExport={
            may.has('export') ? () => exportSet(selectedSet(selection.selection, set), selection.count) : undefined
          }
          onDelete={may.has('delete') ? () => void recordCommands.remove(selected()).then(clearAnd) : undefined}
          onClear={selection.clear}
        />
      )}
      {newRecord.isOpen && (
        <NewRecordDialog
          object={object}
          columns={columns}
          initialValues={startValues(object, environment, settings.pipeline)}
          onCreate={newRecord.create}
          onOpenRecord={props.onOpenRecord}
          onClose={newRecord.close}
        />
      )}
      {dialog === 'setField' && selection.count !== undefined && (
        <SetFieldDialog
          object={object}
          count={selection.count}
          onApply={(field, value) => recordCommands.setField(selected(), field, value)}
          hrefOfRecord={props.hrefOfRecord}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'reading' && <ListReadingDialog set={set} sort={settings.sort} onClose={() => setDialog(null)} />}
      {dialog === 'saveView' && (
        <NameDialog
          title={t`Save view`}
          label={t`Name`}
          initialName=""
          submitLabel={t`Save view`}
          onClose={() => setDialog(null)}
          onSubmit={(name) =>
            void viewCommands.create(name, view.toSave()).then((id) => {
              if (!id) return;
              // The changes went into the new view; the one they began in is as it was saved.
              view.reset();
              onSelectView(id);
            })
          }
        />
      )}
    </section>
  );
};
