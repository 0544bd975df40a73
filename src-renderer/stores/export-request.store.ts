import { create } from 'zustand';
import type { CARD_VERSIONS, CSV_DELIMITERS, EXPORT_FORMATS } from '@shared/contract/exchange.contract';
import type { RecordSet, Sort } from '@shared/domain/query';

/** Records that a person wants as a file. */
export interface ExportedList {
  readonly set: RecordSet;
  readonly sort: readonly Sort[];
  /** Paths of the columns that are shown; empty where nothing is a list. */
  readonly columns: readonly string[];
  /** How many there are; undefined while nobody knows. */
  readonly count: number | undefined;
  /** What the file is called, without its ending. */
  readonly name: string;
}

/** How somebody wants their files. */
export interface ExportChoices {
  readonly format: (typeof EXPORT_FORMATS)[number];
  readonly delimiter: (typeof CSV_DELIMITERS)[number];
  readonly byteOrderMark: boolean;
  readonly vcardVersion: (typeof CARD_VERSIONS)[number];
  readonly columns: 'shown' | 'all';
}

interface ExportRequests {
  readonly request: ExportedList | null;
  /** Those of the last time. */
  readonly choices: ExportChoices;
  readonly ask: (request: ExportedList) => void;
  readonly close: () => void;
  readonly choose: (choices: Partial<ExportChoices>) => void;
}

/** Which records are to be exported, and how: asked for by lists and pages, answered by one dialog. */
export const useExportRequest = create<ExportRequests>()((set) => ({
  request: null,
  choices: { format: 'xlsx', delimiter: ',', byteOrderMark: true, vcardVersion: '3.0', columns: 'shown' },
  ask: (request) => set({ request }),
  close: () => set({ request: null }),
  choose: (some) => set(({ choices }) => ({ choices: { ...choices, ...some } })),
}));
