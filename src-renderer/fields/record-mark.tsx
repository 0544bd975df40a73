import { Avatar, type AvatarSize } from '../ui/avatar';
import { classNames } from '../ui/class-names';
import { Icon } from '../ui/icon';
import { Logo } from '../ui/logo';
import { findObject, useFieldEnvironment } from './field-environment';
import { iconOfObject } from './field-icon';
import styles from './record-mark.module.css';

export interface ObjectMarkProps {
  readonly object: string;
  readonly size?: AvatarSize | undefined;
}

/** The tinted square with the icon of an object. */
export const ObjectMark = ({ object, size = 20 }: ObjectMarkProps) => {
  const definition = findObject(useFieldEnvironment(), object);
  return (
    <span
      className={classNames(styles.mark)}
      data-color={definition?.color ?? 'gray'}
      data-size={size}
      aria-hidden="true"
    >
      <Icon name={iconOfObject(definition)} size={size <= 20 ? 12 : size >= 40 ? 20 : 16} />
    </span>
  );
};

export interface RecordMarkProps extends ObjectMarkProps {
  readonly title: string;
  readonly imageUrl?: string | undefined;
}

/** The picture beside a record's name: a face, a company's mark, or the icon of its object. */
export const RecordMark = ({ object, title, size = 20, imageUrl }: RecordMarkProps) => {
  if (object === 'person') return <Avatar name={title} size={size} imageUrl={imageUrl} />;
  if (object === 'company') return <Logo name={title} size={size} imageUrl={imageUrl} />;
  return <ObjectMark object={object} size={size} />;
};
