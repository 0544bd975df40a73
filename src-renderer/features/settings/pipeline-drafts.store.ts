import { create } from 'zustand';
import type { Pipeline } from '@shared/domain/pipelines';

interface PipelineDraft {
  /** The saved pipelines that it was begun from, as JSON: once they are others it means nothing. */
  readonly base: string;
  readonly pipelines: readonly Pipeline[];
}

interface PipelineDrafts {
  /** By key of the object. */
  readonly draftsByObject: Readonly<Record<string, PipelineDraft>>;
  readonly put: (object: string, draft: PipelineDraft) => void;
  readonly drop: (object: string) => void;
}

/** Pipelines as somebody has changed them without saving; they last as long as the window, wherever else one looks meanwhile. */
export const usePipelineDrafts = create<PipelineDrafts>()((set) => ({
  draftsByObject: {},
  put: (object, draft) => set(({ draftsByObject }) => ({ draftsByObject: { ...draftsByObject, [object]: draft } })),
  drop: (object) =>
    set(({ draftsByObject }) => ({
      draftsByObject: Object.fromEntries(Object.entries(draftsByObject).filter(([key]) => key !== object)),
    })),
}));
