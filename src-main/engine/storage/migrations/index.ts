import { foundation } from './0010-foundation';
import type { Migration } from './migration';

/** In rising order. */
export const MIGRATIONS: readonly Migration[] = [foundation];
