import { create } from 'zustand';
import type { Selection } from '@shared/domain/query';

/** Records, or some of their fields, that a person wants as they were at a moment. */
export interface RestoreRequest {
  readonly object: string;
  readonly selection: Selection;
  /** As far as the caller knows it: how many records those are. */
  readonly count: number;
  /** ms UTC; null: the person chooses it. */
  readonly atMs: number | null;
  /** By API name; left out: all fields. */
  readonly fields?: readonly string[] | undefined;
  readonly onRestored?: (() => void) | undefined;
}

interface RestoreRequests {
  readonly request: RestoreRequest | null;
  readonly ask: (request: RestoreRequest) => void;
  readonly close: () => void;
}

/** What is being brought back to a moment: asked for by lists and pages, answered by one dialog. */
export const useRestoreRequest = create<RestoreRequests>()((set) => ({
  request: null,
  ask: (request) => set({ request }),
  close: () => set({ request: null }),
}));
