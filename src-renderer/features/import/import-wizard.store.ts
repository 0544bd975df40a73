import { create } from 'zustand';
import type { ImportId } from '@shared/domain/ids';
import type { ImportDraft } from './import-draft.rules';

export type WizardStep = 'file' | 'match' | 'review' | 'run';

interface ImportWizard {
  readonly step: WizardStep;
  /** Null until a file is chosen. */
  readonly draft: ImportDraft | null;
  /** The import that the last step shows. */
  readonly importId: ImportId | null;
  /** What the address asked for when this began; another address begins anew. Undefined: nothing has begun. */
  readonly begunFor: string | null | undefined;
  /** What came of the import was shown: whoever comes anew begins anew. */
  readonly isReported: boolean;
  /** A file that was dropped somewhere and waits for the wizard. */
  readonly waitingFile: File | null;
  readonly begin: (object: string | null) => void;
  readonly noteReported: () => void;
  readonly goTo: (step: WizardStep) => void;
  readonly setDraft: (draft: ImportDraft) => void;
  readonly startReading: (draft: ImportDraft) => void;
  readonly watch: (importId: ImportId) => void;
  /** Shows an import that was begun earlier; to be followed by going to the wizard without an object. */
  readonly showImport: (importId: ImportId) => void;
  readonly offerFile: (file: File) => void;
  readonly takeWaitingFile: () => void;
  /** Back to choosing a file. An import that runs goes on. */
  readonly reset: () => void;
}

const EMPTY = { step: 'file', draft: null, importId: null, isReported: false } as const;

/** Where a person is in the wizard. It outlives the page, so that a look elsewhere costs nothing. */
export const useImportWizard = create<ImportWizard>()((set) => ({
  ...EMPTY,
  begunFor: undefined,
  waitingFile: null,
  begin: (object) =>
    set(({ begunFor, isReported }) => (begunFor === object && !isReported ? {} : { ...EMPTY, begunFor: object })),
  noteReported: () => set({ isReported: true }),
  goTo: (step) => set({ step }),
  setDraft: (draft) => set({ draft }),
  startReading: (draft) => set({ ...EMPTY, draft, step: 'match' }),
  watch: (importId) => set({ importId, step: 'run', isReported: false }),
  showImport: (importId) => set({ ...EMPTY, importId, step: 'run', begunFor: null }),
  offerFile: (file) => set({ ...EMPTY, waitingFile: file }),
  takeWaitingFile: () => set({ waitingFile: null }),
  reset: () => set(EMPTY),
}));
