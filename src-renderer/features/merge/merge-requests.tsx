import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { useMergeRequest } from '../../stores/merge-request.store';
import { MergeDialog } from './merge-dialog';

/** The dialog for whatever records somebody wants to merge, wherever they asked. */
export const MergeRequests = () => {
  const { request, close } = useMergeRequest();
  const environment = useFieldEnvironment();
  const definition = request ? findObject(environment, request.object) : undefined;
  if (!request || !definition) return null;
  return (
    <MergeDialog
      key={request.ids.join()}
      definition={definition}
      initialIds={request.ids}
      onMerged={request.onMerged}
      onClose={close}
    />
  );
};
