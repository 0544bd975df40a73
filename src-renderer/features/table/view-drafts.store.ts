import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { ViewSettings } from '@shared/domain/views';

interface ViewDrafts {
  /** By view id, or by "object:person" for the list that is not a saved view. */
  readonly draftsByKey: Readonly<Record<string, ViewSettings>>;
  readonly put: (key: string, settings: ViewSettings) => void;
  readonly drop: (key: string) => void;
  /** Widths that a person pulled columns to, by view and field. They are not worth a question about saving. */
  readonly widthsByKey: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly setWidth: (key: string, field: string, widthPx: number) => void;
}

/** Views as a person has changed them without saving; they last as long as the window, arrangements as long as the device. */
export const useViewDrafts = create<ViewDrafts>()(
  persist(
    (set) => ({
      draftsByKey: {},
      put: (key, settings) => set(({ draftsByKey }) => ({ draftsByKey: { ...draftsByKey, [key]: settings } })),
      widthsByKey: {},
      setWidth: (key, field, widthPx) =>
        set(({ widthsByKey }) => ({
          widthsByKey: { ...widthsByKey, [key]: { ...widthsByKey[key], [field]: Math.round(widthPx) } },
        })),
      drop: (key) =>
        set(({ draftsByKey }) => ({
          draftsByKey: Object.fromEntries(Object.entries(draftsByKey).filter(([other]) => other !== key)),
        })),
    }),
    {
      name: 'outpost.arrangements',
      storage: createJSONStorage(() => localStorage),
      // A filter left over from last week would hide records without a word.
      partialize: ({ draftsByKey, widthsByKey }) => ({
        widthsByKey,
        draftsByKey: Object.fromEntries(
          Object.entries(draftsByKey)
            .filter(([key]) => key.startsWith('object:'))
            .map(([key, { kind, columns }]): [string, ViewSettings] => [key, { kind, sort: [], columns }]),
        ),
      }),
    },
  ),
);
