import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { RecordId } from '@shared/domain/ids';
import { recordTitle } from '@shared/domain/record-title';
import type { RecordSet, Sort } from '@shared/domain/query';
import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { LookalikeHint } from '../../fields/lookalike-hint';
import type { OpenRecord } from '../../fields/record-chip';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useNoteOpened } from '../../rpc/use-note-opened';
import { usePageCommand } from '../../stores/page-commands.store';
import { useRecentRecords } from '../../stores/recent-records.store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Activity, type ActivityTab, type ComposerMode } from './activity';
import { FieldPanel } from './field-panel';
import { RecordHeader } from './record-header';
import { RecordSkeleton } from './record-skeleton';
import { TrashBanner } from './trash-banner';
import { useComposerModes } from './use-composer-modes';
import { useSurvivor } from './use-survivor';
import styles from './record-page.module.css';

/** The list that the record was opened from: what previous and next go through. */
export interface RecordListContext {
  readonly filter?: RecordSet['filter'];
  readonly sort?: readonly Sort[] | undefined;
}

export interface RecordPageProps {
  readonly object: string;
  readonly id: RecordId;
  readonly list?: RecordListContext | undefined;
  readonly onOpenRecord: OpenRecord;
  /** The record was merged into another one, which takes its place. Default: it opens. */
  readonly onReplaceRecord?: OpenRecord | undefined;
  readonly onOpenList: (object: string) => void;
  /** The record went to the trash. Default: its list opens. */
  readonly onDeleted?: ((object: string) => void) | undefined;
}

/** One record: its fields, what belongs to it, and what happened to it. */
export const RecordPage = ({
  object,
  id,
  list,
  onOpenRecord,
  onReplaceRecord = onOpenRecord,
  onOpenList,
  onDeleted = onOpenList,
}: RecordPageProps) => {
  const { t } = useLingui();
  const definition = findObject(useFieldEnvironment(), object);
  const record = useEngineQuery('records.get', { object, id });
  const remember = useRecentRecords((state) => state.remember);
  const [tab, setTab] = useState<ActivityTab>('timeline');
  const [mode, setMode] = useState<ComposerMode>('note');
  const composer = useRef<HTMLDivElement>(null);
  // While the next record loads, the last one stays in sight; it must not be remembered under the wrong name.
  const row = record.data;
  const title = definition && row ? recordTitle(definition, row) : '';
  const isShown = row?.id === id;
  useEffect(() => {
    if (isShown) remember({ object, id, title });
  }, [remember, isShown, object, id, title]);

  useNoteOpened(object, id, isShown);
  const isInTrash = row !== undefined && row['deletedAt'] !== null && row['deletedAt'] !== undefined;
  useSurvivor({ object, id, title, isGone: isShown && isInTrash, onReplaceRecord });

  const compose = (next: ComposerMode): void => {
    setTab('timeline');
    setMode(next);
    // After the tab has shown it.
    requestAnimationFrame(() => composer.current?.querySelector<HTMLElement>('textarea, input')?.focus());
  };
  const modes = useComposerModes(object);
  usePageCommand('note', modes.has('note') ? () => compose('note') : undefined);
  usePageCommand('task', modes.has('task') ? () => compose('task') : undefined);

  if (!definition || record.error) {
    return (
      <EmptyState
        icon="search"
        title={record.error && record.error.code !== 'not_found' ? t`The record could not be read` : t`No such record`}
        description={
          record.error && record.error.code !== 'not_found'
            ? record.error.message
            : t`It may have been removed for good, or the link is wrong.`
        }
        actions={
          definition && (
            <Button variant="primary" onClick={() => onOpenList(object)}>
              {t`Show ${definition.labelPlural}`}
            </Button>
          )
        }
      />
    );
  }
  if (!row) return <RecordSkeleton />;
  return (
    <div className={styles.page}>
      <RecordHeader
        definition={definition}
        row={row}
        title={title}
        list={list}
        onOpenRecord={onOpenRecord}
        onOpenList={onOpenList}
        onDeleted={onDeleted}
      />
      {isInTrash && <TrashBanner definition={definition} id={row.id} title={title} />}
      {!isInTrash && isShown && (
        <LookalikeHint definition={definition} values={row} id={row.id} onOpenRecord={onOpenRecord} />
      )}
      <div className={styles.record}>
        <FieldPanel definition={definition} row={row} title={title} onOpenRecord={onOpenRecord} onCompose={compose} />
        <Activity
          key={row.id}
          definition={definition}
          row={row}
          title={title}
          tab={tab}
          onTab={setTab}
          mode={mode}
          onMode={setMode}
          composerRef={composer}
          onOpenRecord={onOpenRecord}
        />
      </div>
    </div>
  );
};
