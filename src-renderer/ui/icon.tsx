import { type Icon as TablerIcon } from '@tabler/icons-react';
import { ICONS, type IconName } from './icon-registry';
import { classNames } from './class-names';
import styles from './icon.module.css';

export type { IconName } from './icon-registry';

export interface IconProps {
  readonly name: IconName;
  readonly size?: 12 | 13 | 14 | 16 | 20 | 24 | 32 | undefined;
  /** Names the icon when it stands alone; without it the icon is decoration. */
  readonly label?: string | undefined;
  readonly className?: string | undefined;
}

/** Drawn on a 24 grid; the line stays 1.3 px thick at every size. */
const strokeAt = (size: number): number => (1.3 * 24) / size;

/** Icons that point along the line of reading turn round with it. */
const MIRRORED: ReadonlySet<IconName> = new Set<IconName>([
  'arrow-left',
  'arrow-right',
  'chevron-left',
  'chevron-right',
  'sidebar',
  'panel-right',
  'undo',
  'redo',
  'send',
  'reply',
  'reply-all',
  'forward',
  'external-link',
  'text',
  'list',
]);

export const isIconName = (name: string): name is IconName => Object.hasOwn(ICONS, name);

export const Icon = ({ name, size = 16, label, className }: IconProps) => {
  const Drawing: TablerIcon = ICONS[name];
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <Drawing
      size={size}
      stroke={strokeAt(size)}
      className={classNames(styles.icon, MIRRORED.has(name) && styles.mirrored, className)}
      {...named}
    />
  );
};
