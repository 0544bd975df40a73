import { Trans } from '@lingui/react/macro';
import type { Row } from '@shared/domain/values';
import { useActorName } from '../../fields/actor-name';
import { useFieldEnvironment } from '../../fields/field-environment';
import { isActor } from '../../fields/field-value';
import { formatTime } from '../../fields/intl';
import { Moment } from '../../fields/moment';
import { ActorMark } from './actor-mark';
import { NoteCard } from './note-card';
import { numberAt, type NoteModel } from './record-model';
import styles from './timeline.module.css';

interface NoteEventProps {
  readonly model: NoteModel;
  readonly note: Row;
  /** Without a heading of its day above. */
  readonly showsDay?: boolean | undefined;
}

/** A note as something that happened: who wrote it and when. */
export const NoteEvent = ({ model, note, showsDay = false }: NoteEventProps) => {
  const environment = useFieldEnvironment();
  const author = note['createdBy'];
  const atMs = numberAt(note, 'createdAt');
  const name = useActorName()(isActor(author) ? author : undefined);
  return (
    <li className={styles.event}>
      <ActorMark actor={isActor(author) ? author : undefined} icon="note" />
      <div className={styles.body}>
        <div className={styles.head}>
          <span className={styles.sentence}>
            <Trans>
              <b>{name}</b> wrote a note
            </Trans>
          </span>
          {showsDay ? (
            <Moment atMs={atMs} className={styles.time} />
          ) : (
            <time className={styles.time} dateTime={new Date(atMs).toISOString()}>
              {formatTime(environment, atMs)}
            </time>
          )}
        </div>
        <NoteCard model={model} note={note} />
      </div>
    </li>
  );
};
