import { isDay } from '@shared/domain/field-types/day';
import { ApiName, RecordId, ViewId } from '@shared/domain/ids';
import type { HistoryFilter } from '../features/history/history-filters';

/** Every place in the application. The address says all of it, so any of them can be linked to. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'table'; readonly object: string; readonly viewId: ViewId | null }
  | { readonly page: 'record'; readonly object: string; readonly id: RecordId; readonly viewId: ViewId | null }
  | { readonly page: 'settings'; readonly section: string | null; readonly detail: string | null }
  | { readonly page: 'import'; readonly object: string | null }
  | { readonly page: 'trash'; readonly object: string | null }
  | { readonly page: 'search'; readonly text: string; readonly object: string | null }
  | { readonly page: 'activity'; readonly filter?: HistoryFilter | undefined }
  | { readonly page: 'jobs' }
  | { readonly page: 'duplicates'; readonly object: string | null }
  | { readonly page: 'unknown'; readonly path: string };

const apiName = (text: string | undefined): string | null => ApiName.safeParse(text).data ?? null;
/** As much as a search takes. */
const MAX_SEARCH = 400;
const plainWord = (text: string | undefined): string | null => (text && /^[\w-]{1,64}$/.test(text) ? text : null);

const dayWord = (text: string | null): string | undefined => (text !== null && isDay(text) ? text : undefined);

const readHistory = (query: URLSearchParams): { readonly filter?: HistoryFilter } => {
  const filter: HistoryFilter = {
    member: RecordId.safeParse(query.get('by')).data,
    object: apiName(query.get('in') ?? undefined) ?? undefined,
    kind: plainWord(query.get('kind') ?? undefined) ?? undefined,
    record: RecordId.safeParse(query.get('record')).data,
    from: dayWord(query.get('from')),
    to: dayWord(query.get('to')),
  };
  return Object.values(filter).some((value) => value !== undefined) ? { filter } : {};
};

/** Reads an address such as "#/o/person?view=…". What it does not know is `unknown`, never an error. */
export const parseRoute = (hash: string): Route => {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const parts = path.split('/').filter(Boolean);
  const query = new URLSearchParams(search);
  const viewId = ViewId.safeParse(query.get('view')).data ?? null;
  const [head, second, third] = parts;
  if (head === undefined) return { page: 'home' };
  if (head === 'o' && parts.length <= 3) {
    const object = apiName(second);
    if (object && third === undefined) return { page: 'table', object, viewId };
    const id = RecordId.safeParse(third).data;
    if (object && id) return { page: 'record', object, id, viewId };
  }
  if (head === 'settings' && parts.length <= 3) {
    return { page: 'settings', section: plainWord(second), detail: plainWord(third) };
  }
  if (head === 'import' && parts.length <= 2) return { page: 'import', object: apiName(second) };
  if (head === 'trash' && parts.length <= 2) return { page: 'trash', object: apiName(second) };
  if (head === 'duplicates' && parts.length <= 2) return { page: 'duplicates', object: apiName(second) };
  if (head === 'search' && parts.length === 1)
    return {
      page: 'search',
      text: (query.get('q') ?? '').slice(0, MAX_SEARCH),
      object: apiName(query.get('in') ?? undefined),
    };
  if (head === 'activity' && parts.length === 1) return { page: 'activity', ...readHistory(query) };
  if (head === 'jobs' && parts.length === 1) return { page: 'jobs' };
  return { page: 'unknown', path };
};

const withQuery = (path: string, query: Readonly<Record<string, string | null>>): string => {
  const params = new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : [])));
  return params.size > 0 ? `#${path}?${params}` : `#${path}`;
};

const joined = (...parts: readonly (string | null)[]): string => `/${parts.filter(Boolean).join('/')}`;

/** The address of a place; what links carry as `href`. */
export const hrefOf = (route: Route): string => {
  switch (route.page) {
    case 'home':
      return '#/';
    case 'table':
      return withQuery(joined('o', route.object), { view: route.viewId });
    case 'record':
      return withQuery(joined('o', route.object, route.id), { view: route.viewId });
    case 'settings':
      return `#${joined('settings', route.section, route.detail)}`;
    case 'import':
      return `#${joined('import', route.object)}`;
    case 'trash':
      return `#${joined('trash', route.object)}`;
    case 'duplicates':
      return `#${joined('duplicates', route.object)}`;
    case 'search':
      return withQuery('/search', { q: route.text, in: route.object });
    case 'activity':
      return withQuery('/activity', {
        by: route.filter?.member ?? null,
        in: route.filter?.object ?? null,
        kind: route.filter?.kind ?? null,
        record: route.filter?.record ?? null,
        from: route.filter?.from ?? null,
        to: route.filter?.to ?? null,
      });
    case 'jobs':
      return '#/jobs';
    case 'unknown':
      return `#${route.path}`;
  }
};

/** The address of a record, wherever it is named. */
export const hrefOfRecord = (object: string, id: RecordId): string =>
  hrefOf({ page: 'record', object, id, viewId: null });
