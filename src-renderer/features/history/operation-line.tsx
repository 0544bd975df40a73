import { useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { Operation } from '@shared/contract/history.contract';
import type { OperationId, RecordId } from '@shared/domain/ids';
import { useActorName } from '../../fields/actor-name';
import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { formatDateTime, formatTime } from '../../fields/intl';
import { Button, IconButton } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icon';
import { Pill } from '../../ui/tag';
import { OperationChanges } from './operation-changes';
import { operationText } from './operation-text';
import styles from './activity-page.module.css';

const ICON_OF_VERB: Readonly<Record<Operation['verb'], IconName>> = {
  create: 'plus',
  update: 'pencil',
  delete: 'trash',
  restore: 'restore',
  merge: 'merge',
  import: 'import',
  schema: 'database',
  view: 'table',
  member: 'people',
  purge: 'trash',
  undo: 'undo',
  redo: 'redo',
  sample: 'sparkles',
  revert: 'history',
};

const FINAL: ReadonlySet<Operation['verb']> = new Set(['undo', 'redo', 'purge']);

interface OperationLineProps {
  readonly operation: Operation;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  readonly onUndo: (id: OperationId) => Promise<void>;
}

/** Who did what, when, what it changed, and the way back. */
export const OperationLine = ({ operation, hrefOfRecord, onUndo }: OperationLineProps) => {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const changesId = useId();
  const environment = useFieldEnvironment();
  const object = operation.object === null ? undefined : findObject(environment, operation.object);
  const canUndo = !operation.isUndone && !FINAL.has(operation.verb);
  const text = operationText(operation, object);
  return (
    <li>
      <div className={styles.line} data-undone={operation.isUndone || undefined}>
        <span className={styles.mark}>
          <Icon name={ICON_OF_VERB[operation.verb]} size={14} />
        </span>
        <span className={styles.text}>
          <b>{useActorName()(operation.actor)}</b> {text}
        </span>
        {operation.isUndone && <Pill>{t`Undone`}</Pill>}
        {canUndo && (
          <Button size="sm" variant="ghost" icon="undo" onClick={() => void onUndo(operation.id)}>
            {t`Undo`}
          </Button>
        )}
        <time
          className={styles.time}
          dateTime={new Date(operation.atMs).toISOString()}
          title={formatDateTime(environment, operation.atMs)}
        >
          {formatTime(environment, operation.atMs)}
        </time>
        <IconButton
          icon={isOpen ? 'chevron-up' : 'chevron-down'}
          size="sm"
          label={isOpen ? t`Hide what changed` : t`Show what changed`}
          aria-expanded={isOpen}
          aria-controls={changesId}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      <div id={changesId} hidden={!isOpen}>
        {isOpen && <OperationChanges id={operation.id} hrefOfRecord={hrefOfRecord} />}
      </div>
    </li>
  );
};
