import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { RecordId, ViewId } from '@shared/domain/ids';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import { BrokenFields } from './broken-fields';
import { BrokenViews } from './broken-views';
import { FieldPanel, type FieldPanelTarget } from './field-panel';
import { ObjectDetail } from './object-detail';
import { ObjectDialog } from './object-dialog';
import { ObjectList } from './object-list';
import styles from './data-model.module.css';

interface DataModelSectionProps {
  /** API name; null or unknown: the first object. */
  readonly object: string | null;
  /** Where this section's main action goes. */
  readonly actionBar: HTMLElement | null;
  readonly onSelectObject: (name: string) => void;
  readonly onOpenList: (object: string, view?: ViewId) => void;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  /** Opens the list of an object with these records alone. */
  readonly onShowRecords: (object: string, ids: readonly RecordId[]) => void;
}

/** Objects and their fields: seen, made, changed, hidden, deleted, brought back. */
export const DataModelSection = ({
  object,
  actionBar,
  onSelectObject,
  onOpenList,
  hrefOfRecord,
  onShowRecords,
}: DataModelSectionProps) => {
  const { t } = useLingui();
  const schema = useEngineQuery('schema.get', {});
  const counts = useEngineQuery('workspace.status', {}).data?.counts ?? {};
  const [isCreating, setCreating] = useState(false);
  const [target, setTarget] = useState<FieldPanelTarget>();
  if (schema.error) return <EmptyState icon="error" tone="danger" title={schema.error.message} />;
  if (!schema.data) return <SkeletonRows label={t`Loading the data model`} />;
  const { objects } = schema.data;
  const shown = objects.find(({ name }) => name === object) ?? objects.find(({ deletedAtMs }) => deletedAtMs === null);
  const edited = shown && target?.object === shown.name ? target : undefined;
  return (
    <div className={styles.model} data-panel={edited ? true : undefined}>
      {actionBar &&
        createPortal(
          <Button variant="primary" icon="plus" onClick={() => setCreating(true)}>
            {t`New object`}
          </Button>,
          actionBar,
        )}
      <ObjectList objects={objects} counts={counts} current={shown?.name} onSelect={onSelectObject} />
      {shown && (
        <ObjectDetail
          notice={
            <>
              <BrokenFields
                objects={objects}
                onMend={(owner, field) => {
                  onSelectObject(owner);
                  setTarget({ kind: 'edit', object: owner, field });
                }}
              />
              <BrokenViews objects={objects} onOpen={onOpenList} />
            </>
          }
          key={shown.name}
          object={shown}
          objects={objects}
          selected={edited?.kind === 'edit' ? edited.field : undefined}
          onEditField={(field) => setTarget({ kind: 'edit', object: shown.name, field })}
          onAddField={() => setTarget({ kind: 'add', object: shown.name })}
          onOpenList={onOpenList}
        />
      )}
      {shown && edited && (
        <FieldPanel
          key={`${shown.name}.${edited.kind === 'edit' ? edited.field : ''}`}
          object={shown}
          objects={objects}
          hrefOfRecord={hrefOfRecord}
          onShowRecords={onShowRecords}
          target={edited}
          onClose={() => setTarget(undefined)}
        />
      )}
      {isCreating && (
        <ObjectDialog
          onClose={() => setCreating(false)}
          onSaved={(name) => {
            setCreating(false);
            onSelectObject(name);
          }}
        />
      )}
    </div>
  );
};
