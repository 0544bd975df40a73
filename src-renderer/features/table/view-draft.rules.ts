import type { Filter } from '@shared/domain/query';
import type { ViewSettings } from '@shared/domain/views';

/** What a person can change of a view; `filter: undefined` takes it away. */
export type ViewChange = Partial<Omit<ViewSettings, 'filter'>> & { readonly filter?: Filter | undefined };

export const EMPTY_SETTINGS: ViewSettings = { kind: 'table', sort: [], columns: [] };

export const applyChange = (settings: ViewSettings, change: ViewChange): ViewSettings => {
  const { filter, ...rest } = { ...settings, ...change };
  return filter === undefined ? rest : { ...rest, filter };
};

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export const isSameSettings = (a: ViewSettings, b: ViewSettings): boolean => canonical(a) === canonical(b);

/** Whether a view differs from what is stored in a way that is worth saving: widths alone are not. */
export const isWorthSaving = (settings: ViewSettings, stored: ViewSettings): boolean => {
  const withoutWidths = (view: ViewSettings): ViewSettings => ({
    ...view,
    columns: view.columns.map((column) => ({ ...column, widthPx: 100 })),
  });
  return !isSameSettings(withoutWidths(settings), withoutWidths(stored));
};
