import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { formatMessage } from '@shared/messages/format-message';
import type { ImportStatus } from '@shared/contract/exchange.contract';
import type { ObjectDef } from '@shared/domain/schema';
import { useEngine, useHost } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icon';
import { Tag } from '../../ui/tag';
import { ImportCounts } from './import-counts';
import { activeCatalogue } from './active-catalogue';
import { RejectedRows } from './rejected-rows';
import styles from './run-step.module.css';

interface ImportReportProps {
  readonly status: ImportStatus;
  readonly object: ObjectDef | undefined;
}

const MAX_FIELDS = 40;
/** Further back an undone import is no longer looked for. */
const RECENT = 50;

/** What came of an import, down to every row that did not come in. */
export const ImportReport = ({ status, object }: ImportReportProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const host = useHost();
  const show = useToasts((state) => state.show);
  const { undo, reportError } = useUndo();
  const [busy, setBusy] = useState<'save' | 'undo' | null>(null);
  const { operationId, fileName, id, rejectedCount } = status;
  const operations = useEngineQuery('history.operations', { limit: RECENT }).data?.operations;
  const isUndone = operations?.some((each) => each.id === operationId && each.isUndone) ?? false;

  const run = async (kind: 'save' | 'undo', work: () => Promise<void>) => {
    setBusy(kind);
    try {
      await work();
    } catch (error) {
      reportError(error);
    }
    setBusy(null);
  };
  const saveRejected = async () => {
    const written = await engine.exchange.exportRejected({ id, catalogue: activeCatalogue() });
    if (await host.saveStaged(written.file, written.fileName)) show({ text: t`Saved as ${written.fileName}` });
  };

  const heads: Readonly<Record<ImportStatus['state'], { readonly icon: IconName; readonly text: string }>> = {
    running: { icon: 'import', text: t`Importing ${fileName}` },
    paused: { icon: 'pause', text: t`Paused: ${fileName}` },
    done: { icon: 'check', text: t`${fileName} is imported` },
    cancelled: { icon: 'stop', text: t`The import of ${fileName} was stopped` },
    failed: { icon: 'error', text: t`The import of ${fileName} did not end well` },
  };
  const head = isUndone
    ? { icon: 'undo' as const, text: t`The import of ${fileName} was undone` }
    : heads[status.state];
  const labelOf = (name: string) => object?.fields.find((field) => field.name === name)?.label ?? name;
  const hidden = status.createdFields.length - MAX_FIELDS;
  return (
    <div className={styles.page}>
      <div className={styles.card} data-state={isUndone ? 'undone' : status.state}>
        <h2 className={styles.title}>
          <Icon name={head.icon} />
          {head.text}
        </h2>
        {status.failure !== null && (
          <Banner tone="danger" title={<Trans>It stopped early.</Trans>}>
            {' '}
            {formatMessage(status.failure)}
          </Banner>
        )}
        <ImportCounts status={status} object={object} />
        {status.createdFields.length > 0 && (
          <div className={styles.fields}>
            <h3>{t`${plural(status.createdFields.length, { one: '# new field', other: '# new fields' })}`}</h3>
            <div>
              {status.createdFields.slice(0, MAX_FIELDS).map((name) => (
                <Tag key={name}>{labelOf(name)}</Tag>
              ))}
              {hidden > 0 && <span>{t`${plural(hidden, { one: 'and # more', other: 'and # more' })}`}</span>}
            </div>
          </div>
        )}
        <div className={styles.actions}>
          {operationId !== null && !isUndone && (
            <Button icon="undo" loading={busy === 'undo'} onClick={() => void run('undo', () => undo(operationId))}>
              <Trans>Undo import</Trans>
            </Button>
          )}
          {rejectedCount > 0 && (
            <Button icon="download" loading={busy === 'save'} onClick={() => void run('save', saveRejected)}>
              <Trans>Save rejected rows</Trans>
            </Button>
          )}
        </div>
      </div>
      {rejectedCount > 0 && <RejectedRows importId={id} total={rejectedCount} />}
    </div>
  );
};
