import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { HistoryEntry } from '@shared/contract/history.contract';
import type { ObjectDef } from '@shared/domain/schema';
import { useActorName } from '../../fields/actor-name';
import { ChangeDiff, changedField, ChangeList } from '../../fields/change-diff';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatTime } from '../../fields/intl';
import { useRecordName } from '../../fields/record-name';
import { Moment } from '../../fields/moment';
import type { IconName } from '../../ui/icon';
import { ActorMark } from './actor-mark';
import styles from './timeline.module.css';

const ICON_OF_CHANGE: Readonly<Record<HistoryEntry['kind'], IconName>> = {
  create: 'plus',
  update: 'pencil',
  delete: 'trash',
  restore: 'restore',
  merge: 'merge',
};

interface ChangeEventProps {
  readonly definition: ObjectDef;
  readonly entry: HistoryEntry;
  /** all: every field of the change on a line of its own. */
  readonly variant: 'short' | 'all';
  readonly action?: ReactNode;
}

/** One change in one sentence: who, what, from, to. */
export const ChangeEvent = ({ definition, entry, variant, action }: ChangeEventProps) => {
  const environment = useFieldEnvironment();
  const nameOf = useRecordName();
  const name = useActorName()(entry.actor);
  const [first, ...rest] = entry.changes;
  const label = first && (changedField(definition, first)?.label ?? first.label);
  const isOneLine = entry.kind === 'update' && first !== undefined && (variant === 'short' || rest.length === 0);
  const noun = definition.labelSingular.toLocaleLowerCase();
  const mergedFrom = entry.mergedFrom === null ? null : nameOf(definition.name, entry.mergedFrom);
  const sentence: Readonly<Record<HistoryEntry['kind'], ReactNode>> = {
    create: (
      <Trans>
        <b>{name}</b> created the {noun}
      </Trans>
    ),
    update: isOneLine ? (
      <Trans>
        <b>{name}</b> changed <b>{label}</b>
      </Trans>
    ) : (
      <>
        <b>{name}</b> <Plural value={entry.changes.length} one="changed # field" other="changed # fields" />
      </>
    ),
    delete: (
      <Trans>
        <b>{name}</b> deleted the {noun}
      </Trans>
    ),
    restore: (
      <Trans>
        <b>{name}</b> restored the {noun}
      </Trans>
    ),
    merge:
      mergedFrom === null ? (
        <Trans>
          <b>{name}</b> merged the {noun} into another
        </Trans>
      ) : (
        <Trans>
          <b>{name}</b> merged <b>{mergedFrom}</b> into the {noun}
        </Trans>
      ),
  };
  return (
    <li className={styles.event}>
      <ActorMark actor={entry.actor} icon={ICON_OF_CHANGE[entry.kind]} />
      <div className={styles.body}>
        <div className={styles.head}>
          <span className={styles.sentence}>{sentence[entry.kind]}</span>
          {mergedFrom !== null && entry.kind !== 'merge' && (
            <span className={styles.note}>
              <Trans>before the merge, in {mergedFrom}</Trans>
            </span>
          )}
          {isOneLine && first && <ChangeDiff definition={definition} change={first} />}
          {isOneLine && rest.length > 0 && (
            <span className={styles.note}>
              <Plural value={rest.length} one="and # more field" other="and # more fields" />
            </span>
          )}
          {action && <span className={styles.action}>{action}</span>}
          {variant === 'all' ? (
            <Moment atMs={entry.atMs} className={styles.time} />
          ) : (
            <time className={styles.time} dateTime={new Date(entry.atMs).toISOString()}>
              {formatTime(environment, entry.atMs)}
            </time>
          )}
        </div>
        {variant === 'all' && !isOneLine && entry.changes.length > 0 && (
          <ChangeList definition={definition} changes={entry.changes} />
        )}
      </div>
    </li>
  );
};
