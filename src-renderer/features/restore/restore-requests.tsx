import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { useRestoreRequest } from '../../stores/restore-request.store';
import { RestoreDialog } from './restore-dialog';

interface RestoreRequestsProps {
  readonly hrefOfRecord: Parameters<typeof RestoreDialog>[0]['hrefOfRecord'];
}

/** The dialog for whatever records somebody wants as they were, wherever they asked. */
export const RestoreRequests = ({ hrefOfRecord }: RestoreRequestsProps) => {
  const { request, close } = useRestoreRequest();
  const environment = useFieldEnvironment();
  const definition = request ? findObject(environment, request.object) : undefined;
  if (!request || !definition) return null;
  return <RestoreDialog definition={definition} request={request} hrefOfRecord={hrefOfRecord} onClose={close} />;
};
