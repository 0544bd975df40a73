import { create } from 'zustand';
import type { RecordId } from '@shared/domain/ids';

/** Records that a person wants to make one of, and what follows. */
export interface MergeRequest {
  readonly object: string;
  /** One: the other is looked for in the dialog. */
  readonly ids: readonly RecordId[];
  /** The record that stays. */
  readonly onMerged?: ((survivor: RecordId) => void) | undefined;
}

interface MergeRequests {
  readonly request: MergeRequest | null;
  readonly ask: (request: MergeRequest) => void;
  readonly close: () => void;
}

/** Which records are being merged: asked for by lists, pages and hints, answered by one dialog. */
export const useMergeRequest = create<MergeRequests>()((set) => ({
  request: null,
  ask: (request) => set({ request }),
  close: () => set({ request: null }),
}));
