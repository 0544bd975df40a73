import { z } from 'zod';

/** The closed set of tag colours of the design. */
export const TAG_COLORS = [
  'gray',
  'brown',
  'red',
  'orange',
  'amber',
  'lime',
  'green',
  'teal',
  'cyan',
  'blue',
  'indigo',
  'violet',
  'pink',
  'rose',
] as const;
export const TagColor = z.enum(TAG_COLORS);
export type TagColor = z.infer<typeof TagColor>;
