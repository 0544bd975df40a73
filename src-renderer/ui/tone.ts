import { hashText } from '@shared/domain/hash-text';
import { TAG_COLORS, type TagColor } from '@shared/domain/schema';

export { TAG_COLORS, type TagColor };

/** What a state means; the colour follows from the theme. */
export type StatusTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** Stable colour for a name: the same person has the same colour on every machine. */
export const colorOfName = (name: string): TagColor => TAG_COLORS[hashText(name) % TAG_COLORS.length] ?? 'gray';
