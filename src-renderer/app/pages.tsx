import { Trans } from '@lingui/react/macro';
import { useCallback } from 'react';
import type { RecordId, ViewId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import type { OutputOf } from '../rpc/procedures';
import { Board } from '../features/board/board';
import { stageFields } from '../features/board/board.rules';
import { DuplicatesPage } from '../features/duplicates/duplicates-page';
import { Forecast } from '../features/forecast/forecast';
import { findForecastFields } from '../features/forecast/forecast-fields';
import { ActivityPage } from '../features/history/activity-page';
import { ImportPage } from '../features/import/import-page';
import { JobsPage } from '../features/jobs/jobs-page';
import { RecordPage } from '../features/record-page/record-page';
import { SearchPage } from '../features/search/search-page';
import { SettingsPage } from '../features/settings/settings-page';
import { TablePage } from '../features/table/table-page';
import { TrashPage } from '../features/trash/trash-page';
import { useSettingRights } from '../fields/use-rights';
import { useListRequests } from '../stores/list-requests.store';
import { useOpenLists } from '../stores/open-lists.store';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { PageBar } from '../ui/page-bar';
import { hrefOfRecord, type Route } from './routes';
import { navigate, replaceRoute } from './use-route';
import styles from './pages.module.css';

interface PagesProps {
  readonly route: Route;
  /** Live ones. */
  readonly objects: readonly ObjectDef[];
  readonly status: OutputOf<'workspace.status'>;
}

const NoSuchPage = () => (
  <>
    <PageBar title={<Trans>Not found</Trans>} />
    <div className={styles.missing}>
      <EmptyState
        icon="search"
        title={<Trans>There is nothing at this address</Trans>}
        description={<Trans>It may have been deleted, or the link is not complete.</Trans>}
        actions={
          <Button variant="primary" onClick={() => navigate({ page: 'home' })}>
            <Trans>Go to the first list</Trans>
          </Button>
        }
      />
    </div>
  </>
);

const NotAllowedPage = () => (
  <>
    <PageBar title={<Trans>Import</Trans>} />
    <div className={styles.missing}>
      <EmptyState
        icon="shield-check"
        title={<Trans>Your role does not let you import</Trans>}
        description={<Trans>Whoever looks after members and roles can change that.</Trans>}
        actions={
          <Button variant="primary" onClick={() => navigate({ page: 'home' })}>
            <Trans>Go to the first list</Trans>
          </Button>
        }
      />
    </div>
  </>
);

/** The page of the address. Features meet here and nowhere else. */
export const Pages = ({ route, objects }: PagesProps) => {
  const openRecord = useCallback(
    (object: string, id: RecordId) => navigate({ page: 'record', object, id, viewId: null }),
    [],
  );
  const replaceRecord = useCallback(
    (object: string, id: RecordId) => replaceRoute({ page: 'record', object, id, viewId: null }),
    [],
  );
  const openList = useCallback(
    (object: string, viewId: ViewId | null = null) => navigate({ page: 'table', object, viewId }),
    [],
  );
  const showRecords = useCallback((object: string, ids: readonly RecordId[]) => {
    useListRequests.getState().ask({ object, filter: { and: [{ field: 'id', op: 'isAnyOf', value: [...ids] }] } });
    navigate({ page: 'table', object, viewId: null });
  }, []);
  const maySet = useSettingRights();
  const lists = useOpenLists((state) => state.listsByObject);
  switch (route.page) {
    case 'home':
    case 'table': {
      const object = route.page === 'home' ? objects[0] : objects.find(({ name }) => name === route.object);
      if (!object) return <NoSuchPage />;
      const viewId = route.page === 'table' ? route.viewId : null;
      const forecastFields = findForecastFields(object);
      return (
        <TablePage
          key={object.name}
          object={object}
          viewId={viewId}
          onSelectView={(id) => navigate({ page: 'table', object: object.name, viewId: id })}
          onOpenRecord={openRecord}
          hrefOfRecord={hrefOfRecord}
          onImport={() => navigate({ page: 'import', object: object.name })}
          onEditFields={() => navigate({ page: 'settings', section: 'data-model', detail: object.name })}
          renderBoard={
            stageFields(object).length === 0
              ? undefined
              : ({ settings }) => <Board object={object} settings={settings} onOpenRecord={openRecord} />
          }
          renderForecast={
            forecastFields &&
            (({ settings }) => <Forecast object={object} fields={forecastFields} settings={settings} />)
          }
        />
      );
    }
    case 'record':
      return (
        <RecordPage
          key={route.object}
          object={route.object}
          id={route.id}
          list={lists[route.object]}
          onOpenRecord={openRecord}
          onReplaceRecord={replaceRecord}
          onOpenList={openList}
        />
      );
    case 'trash':
      return <TrashPage objectName={route.object} onSelectObject={(object) => navigate({ page: 'trash', object })} />;
    case 'settings':
      return (
        <SettingsPage
          section={route.section}
          detail={route.detail}
          onNavigate={(section, detail) => navigate({ page: 'settings', section, detail })}
          onOpenList={openList}
          hrefOfRecord={hrefOfRecord}
          onShowRecords={showRecords}
        />
      );
    case 'search':
      return (
        <SearchPage
          text={route.text}
          objectName={route.object}
          onChange={(text, object) => replaceRoute({ page: 'search', text, object })}
          hrefOfRecord={hrefOfRecord}
        />
      );
    case 'duplicates':
      return (
        <DuplicatesPage
          objectName={route.object}
          onSelectObject={(object) => navigate({ page: 'duplicates', object })}
          onOpenRecord={openRecord}
        />
      );
    case 'activity':
      return (
        <ActivityPage
          filter={route.filter ?? {}}
          onFilter={(filter) => replaceRoute({ page: 'activity', filter })}
          hrefOfRecord={hrefOfRecord}
        />
      );
    case 'jobs':
      return <JobsPage />;
    case 'import':
      if (!maySet.has('import')) return <NotAllowedPage />;
      return (
        <ImportPage
          objectName={route.object}
          onClose={(object) => (object === null ? navigate({ page: 'home' }) : openList(object))}
        />
      );
    case 'unknown':
      return <NoSuchPage />;
  }
};
