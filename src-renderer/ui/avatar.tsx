import { classNames } from './class-names';
import { Picture } from './picture';
import { colorOfName, type TagColor } from './tone';
import styles from './avatar.module.css';

export type AvatarSize = 16 | 20 | 24 | 28 | 32 | 40;

export interface AvatarProps {
  readonly name: string;
  readonly size?: AvatarSize | undefined;
  readonly imageUrl?: string | undefined;
  /** Otherwise the colour follows from the name. */
  readonly color?: TagColor | undefined;
  /** Give it when no name stands beside the avatar. */
  readonly label?: string | undefined;
  readonly className?: string | undefined;
}

// A letter may be several code units: an accent of its own, an emoji.
const letters = new Intl.Segmenter();

const firstLetter = (word: string | undefined): string => {
  if (!word) return '';
  for (const { segment } of letters.segment(word)) return segment;
  return '';
};

/** One letter where there is no room for two. */
export const initialsOf = (name: string, max: 1 | 2 = 2): string => {
  const words = name.split(/[\s.,;:_/()&+-]+/u).filter(Boolean);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : '';
  return (firstLetter(words[0]) + (max === 2 ? last : '')).toLocaleUpperCase();
};

/** A person. Hidden from assistive technology unless it has a `label`. */
export const Avatar = ({ name, size = 20, imageUrl, color, label, className }: AvatarProps) => {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <span
      className={classNames(styles.avatar, className)}
      data-size={size}
      data-color={color ?? colorOfName(name)}
      {...named}
    >
      <Picture imageUrl={imageUrl} size={size}>
        {/* Drawn by the style sheet: letters that are no text are in nobody's way who searches the page or speaks to it. */}
        <span className={styles.initials} data-initials={initialsOf(name, size === 16 ? 1 : 2)} />
      </Picture>
    </span>
  );
};
