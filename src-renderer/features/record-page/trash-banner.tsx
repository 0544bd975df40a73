import { useLingui } from '@lingui/react/macro';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { useRecordRights } from '../../fields/use-rights';
import { useEngine } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';

interface TrashBannerProps {
  readonly definition: ObjectDef;
  readonly id: RecordId;
  readonly title: string;
}

/** Says that the record is in the trash and brings it back. */
export const TrashBanner = ({ definition, id, title }: TrashBannerProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const mayRestore = useRecordRights(definition.name).has('restore');
  const { offerUndo, reportError } = useUndo();
  const restore = async (): Promise<void> => {
    try {
      const { operationId } = await engine.records.restore({ object: definition.name, selection: { ids: [id] } });
      offerUndo(t`${title} restored`, operationId);
    } catch (error) {
      reportError(error);
    }
  };
  return (
    <Banner
      tone="warning"
      actions={
        mayRestore && (
          <Button size="sm" icon="restore" onClick={() => void restore()}>
            {t`Restore`}
          </Button>
        )
      }
    >
      {t`This record is in the trash.`}
    </Banner>
  );
};
