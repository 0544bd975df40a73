import { useState } from 'react';
import type { Pipeline } from '@shared/domain/pipelines';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { usePipelineDrafts } from './pipeline-drafts.store';

export interface PipelineDraftState {
  readonly saved: readonly Pipeline[];
  readonly draft: readonly Pipeline[];
  readonly isChanged: boolean;
  readonly setDraft: (change: (draft: readonly Pipeline[]) => readonly Pipeline[]) => void;
  readonly reset: () => void;
  /** Rises with each reset: forms that hold texts of their own begin anew. */
  readonly resets: number;
}

/** The pipelines of an object as they stand in the form: kept until they are saved, reset, or changed elsewhere. */
export const usePipelineDraft = ({ key }: ObjectDef, { settings }: FieldDef): PipelineDraftState => {
  const kept = usePipelineDrafts((state) => state.draftsByObject[key]);
  const { put, drop } = usePipelineDrafts.getState();
  const [resets, setResets] = useState(0);
  const saved: readonly Pipeline[] = settings.pipelines ?? [];
  const base = JSON.stringify(saved);
  const draft = kept?.base === base ? kept.pipelines : saved;
  return {
    saved,
    draft,
    isChanged: JSON.stringify(draft) !== base,
    setDraft: (change) => {
      // Several changes may come before the form is drawn again.
      const now = usePipelineDrafts.getState().draftsByObject[key];
      put(key, { base, pipelines: change(now?.base === base ? now.pipelines : saved) });
    },
    reset: () => {
      drop(key);
      setResets((count) => count + 1);
    },
    resets,
  };
};
