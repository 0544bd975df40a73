import type { MessageDescriptor } from '@lingui/core';
import type { DoctorReport } from '@shared/contract/workspace.contract';
import { toMessage } from '@shared/messages/message';

export type Finding = DoctorReport['findings'][number];

/**
 * What can be made anew out of something else, in the order in which it is: what others are made of comes first. The rest is what people wrote, and is told only.
 */
export const DERIVED_CHECKS = [
  'indexes',
  'computed',
  'values',
  'totals',
  'words',
  'search',
  'jobs',
  'orphans',
] as const;
export type DerivedCheck = (typeof DERIVED_CHECKS)[number];
export type SourceCheck = 'clock' | 'columns' | 'file' | 'files' | 'links' | 'log' | 'rows' | 'stages' | 'tables';

const DERIVED: ReadonlySet<string> = new Set(DERIVED_CHECKS);

/** A finding where there is something to count; else none. */
export const finding = (
  check: DerivedCheck | SourceCheck,
  words: MessageDescriptor,
  count: number,
): readonly Finding[] =>
  count === 0 ? [] : [{ check, message: toMessage(words), count, canMend: DERIVED.has(check) }];

/** Who watches a check or a repair. */
export interface Watch {
  /** From 0 to 1. */
  readonly progress: (share: number) => void;
  /** Gives others their turn. Throws when the work shall stop. */
  readonly pause: () => Promise<void>;
  /** Aborted when the work shall stop, for steps that cannot pause. */
  readonly signal: AbortSignal | undefined;
}

/** A part of the work, from one share of the whole to another. */
export const partOf = (watch: Watch, from: number, to: number): Watch => ({
  ...watch,
  progress: (share) => watch.progress(from + (to - from) * share),
});
