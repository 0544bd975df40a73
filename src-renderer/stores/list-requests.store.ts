import { create } from 'zustand';
import type { Filter } from '@shared/domain/query';

interface ListRequest {
  /** API name. */
  readonly object: string;
  readonly filter: Filter;
}

interface ListRequests {
  /** A list that is to be shown with a filter as soon as it is there; the list takes it. */
  readonly request: ListRequest | null;
  readonly ask: (request: ListRequest) => void;
  readonly take: () => void;
}

/** Filters that other pages ask the list of an object for. They change the view as a person would, without saving it. */
export const useListRequests = create<ListRequests>()((set) => ({
  request: null,
  ask: (request) => set({ request }),
  take: () => set({ request: null }),
}));
