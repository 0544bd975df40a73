import { create } from 'zustand';
import type { Filter, Sort } from '@shared/domain/query';

/** Which records a list shows and in which order. */
export interface OpenList {
  readonly filter: Filter | undefined;
  readonly sort: readonly Sort[];
}

interface OpenLists {
  readonly listsByObject: Readonly<Record<string, OpenList>>;
  readonly remember: (object: string, list: OpenList) => void;
}

/** The list of each object as it was last seen: what "previous" and "next" on a record go through. */
export const useOpenLists = create<OpenLists>()((set) => ({
  listsByObject: {},
  remember: (object, list) => set(({ listsByObject }) => ({ listsByObject: { ...listsByObject, [object]: list } })),
}));
