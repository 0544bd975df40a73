import { z } from 'zod';

export const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });
export type Bounds = Readonly<z.infer<typeof Bounds>>;

export const WindowState = z.object({ bounds: Bounds.nullable(), isMaximized: z.boolean() });
export type WindowState = Readonly<z.infer<typeof WindowState>>;

/** The smallest window that the design has a layout for. */
export const MIN_SIZE = { width: 1024, height: 640 } as const;
export const DEFAULT_SIZE = { width: 1360, height: 860 } as const;

/** So much of the title bar must be on a screen for a person to get hold of the window. */
const GRIP = { width: 120, height: 40 } as const;

const overlap = (fromA: number, lengthA: number, fromB: number, lengthB: number): number =>
  Math.min(fromA + lengthA, fromB + lengthB) - Math.max(fromA, fromB);

/** Kept bounds, if their title bar can be reached on one of the screens that there are now. */
export const reachableBounds = (kept: Bounds | null, screens: readonly Bounds[]): Bounds | undefined => {
  if (!kept) return undefined;
  const isReachable = screens.some(
    (screen) =>
      overlap(kept.x, kept.width, screen.x, screen.width) >= GRIP.width &&
      overlap(kept.y, GRIP.height, screen.y, screen.height) >= GRIP.height,
  );
  return isReachable ? kept : undefined;
};
