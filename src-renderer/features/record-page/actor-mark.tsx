import type { ActorValue } from '@shared/domain/values';
import { Avatar } from '../../ui/avatar';
import { Icon, type IconName } from '../../ui/icon';
import styles from './timeline.module.css';

interface ActorMarkProps {
  readonly actor: ActorValue | undefined;
  readonly icon: IconName;
}

const ICON_OF_KIND: Partial<Readonly<Record<ActorValue['kind'], IconName>>> = {
  import: 'import',
  mail: 'mail',
  calendar: 'calendar',
  workflow: 'workflow',
  api: 'code',
  undo: 'undo',
  sync: 'sync',
};

/** Who did it: a person's face for what they wrote, else what did it. */
export const ActorMark = ({ actor, icon }: ActorMarkProps) =>
  actor?.kind === 'person' && actor.name !== '' && icon === 'note' ? (
    <span className={styles.face}>
      <Avatar name={actor.name} size={28} />
    </span>
  ) : (
    <span className={styles.mark}>
      <Icon name={(actor && ICON_OF_KIND[actor.kind]) ?? icon} size={14} />
    </span>
  );
