import { CSPProvider } from '@base-ui/react/csp-provider';
import { Trans } from '@lingui/react/macro';
import { FieldEnvironmentProvider } from '../fields/field-environment';
import { useConnectionStatus } from '../rpc/engine-context';
import { useEngineQuery } from '../rpc/use-engine-query';
import { TooltipProvider } from '../ui/tooltip';
import { FirstRun } from '../features/first-run/first-run';
import { ExportRequests } from '../features/export/export-requests';
import { MergeRequests } from '../features/merge/merge-requests';
import { RestoreRequests } from '../features/restore/restore-requests';
import { StageQuestions } from '../features/stage-move/stage-questions';
import { UnlockScreen } from '../features/unlock/unlock-screen';
import { ConnectionBanner } from './connection-banner';
import { ErrorBoundary } from './error-boundary';
import { shownObjects } from '../fields/shown-objects';
import { LoadFailure } from './load-failure';
import { Shell } from './shell';
import { Splash } from './splash';
import { useAppliedTheme } from './theme';
import { Toasts } from './toasts';
import { hrefOfRecord } from './routes';
import { navigate } from './use-route';

const Workspace = () => {
  const status = useEngineQuery('workspace.status', {});
  const schema = useEngineQuery('schema.get', {});
  // A table drawn without its view would show other columns for a moment, and a board a table.
  const views = useEngineQuery('views.list', {});
  // What a role may not do would be offered for a moment.
  const people = useEngineQuery('members.list', {});
  const connection = useConnectionStatus();
  const error = status.error ?? schema.error ?? views.error ?? people.error;
  // Also while what was read before is still here: the host was started anew.
  if (error?.code === 'sign_in_required' && connection === 'connected') return <UnlockScreen />;
  if (!status.data || !schema.data || !views.data || !people.data) {
    if (error && connection !== 'signedOut') {
      return (
        <LoadFailure
          error={error}
          onRetry={() => {
            void status.refetch();
            void schema.refetch();
            void views.refetch();
            void people.refetch();
          }}
        />
      );
    }
    return (
      <Splash>
        {connection === 'reconnecting' && <Trans>Waiting for the engine…</Trans>}
        {connection === 'signedOut' && (
          <Trans>This browser is not signed in. Open the address that Outpost printed when it started.</Trans>
        )}
      </Splash>
    );
  }
  const { settings, isSetUp } = status.data;
  const objects = shownObjects(schema.data.objects);
  return (
    <FieldEnvironmentProvider
      locale={settings.locale}
      timeZone={settings.timeZone}
      currency={settings.currency}
      phoneRegion={settings.phoneRegion}
      members={people.data.members}
      me={people.data.me}
      access={people.data.access}
      objects={objects}
    >
      {isSetUp ? (
        <StageQuestions>
          <Shell status={status.data} objects={objects} />
          <MergeRequests />
          <RestoreRequests hrefOfRecord={hrefOfRecord} />
          <ExportRequests />
        </StageQuestions>
      ) : (
        <>
          <ConnectionBanner />
          <FirstRun
            settings={settings}
            hasRecords={Object.values(status.data.counts).some((count) => count > 0)}
            onImport={() => navigate({ page: 'import', object: null })}
            onStart={() => navigate({ page: 'home' })}
          />
        </>
      )}
    </FieldEnvironmentProvider>
  );
};

export const App = () => {
  useAppliedTheme();
  return (
    // The content security policy bars style elements made at run time; the design system brings its own.
    <CSPProvider disableStyleElements>
      <TooltipProvider>
        <ErrorBoundary resetKey="app">
          <Workspace />
        </ErrorBoundary>
        <Toasts />
      </TooltipProvider>
    </CSPProvider>
  );
};
