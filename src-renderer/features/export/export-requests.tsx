import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { useExportRequest } from '../../stores/export-request.store';
import { ExportDialog } from './export-dialog';

/** The dialog for whatever records somebody wants as a file, wherever they asked. */
export const ExportRequests = () => {
  const { request, close } = useExportRequest();
  const environment = useFieldEnvironment();
  const definition = request ? findObject(environment, request.set.object) : undefined;
  if (!request || !definition) return null;
  return <ExportDialog key={JSON.stringify(request.set)} definition={definition} list={request} onClose={close} />;
};
