import type { SearchHit, SearchSuggestion } from '@shared/contract/search.contract';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useRecentRecords } from '../../stores/recent-records.store';
import { findCommands, parsePaletteQuery, type PaletteCommand } from './palette-commands';
import { useDebounced } from '../../ui/use-debounced';

/** Long enough to skip a fast typist's middle letters, short enough not to be seen. */
const DEBOUNCE_MS = 40;
const MAX_HITS = 12;
const MAX_SCOPES = 3;

export type PaletteItem =
  | { readonly kind: 'record'; readonly key: string; readonly hit: SearchHit }
  | { readonly kind: 'command'; readonly key: string; readonly command: PaletteCommand }
  | { readonly kind: 'scope'; readonly key: string; readonly suggestion: SearchSuggestion }
  | { readonly kind: 'all'; readonly key: string };

export interface PaletteResults {
  readonly records: readonly PaletteItem[];
  readonly actions: readonly PaletteItem[];
  readonly places: readonly PaletteItem[];
  /** What may be added to the text to find less. */
  readonly scopes: readonly PaletteItem[];
  /** There are more records than are shown. */
  readonly hasMore: boolean;
  readonly areRecent: boolean;
  readonly text: string;
}

const toRecord = (hit: SearchHit): PaletteItem => ({ kind: 'record', key: `${hit.object}/${hit.id}`, hit });
const toScope = (suggestion: SearchSuggestion): PaletteItem => ({
  kind: 'scope',
  key: `scope/${suggestion.scope}`,
  suggestion,
});
const toCommand = (command: PaletteCommand): PaletteItem => ({ kind: 'command', key: command.id, command });

/** What the typed text finds: records from the engine, commands at once. Answers to older texts never show. */
export const usePaletteResults = (typed: string, commands: readonly PaletteCommand[]): PaletteResults => {
  const { scope, text } = parsePaletteQuery(typed);
  const settled = useDebounced(text, DEBOUNCE_MS);
  const recent = useRecentRecords((state) => state.records);
  const isEmpty = text === '' && scope === 'all';
  const found = useEngineQuery(
    'search.find',
    { text: settled, limit: MAX_HITS, ...(scope === 'people' ? { objects: ['person'] } : {}) },
    { enabled: scope !== 'commands' && !(isEmpty && recent.length > 0) },
  );
  const suggested = useEngineQuery('search.suggest', { text: settled }, { enabled: scope === 'all' && settled !== '' });
  const hits =
    isEmpty && recent.length > 0
      ? recent.slice(0, 6).map((record): SearchHit => ({
          ...record,
          titleRanges: [],
          subtitle: '',
          subtitleRanges: [],
          snippet: null,
        }))
      : (found.data?.results ?? []);
  const matching = scope === 'people' ? [] : findCommands(commands, text);
  return {
    records: scope === 'commands' ? [] : hits.map(toRecord),
    actions: matching.filter(({ group }) => group === 'action').map(toCommand),
    places: matching.filter(({ group }) => group === 'go').map(toCommand),
    scopes:
      scope === 'all' && settled !== '' && settled === text
        ? (suggested.data?.suggestions ?? []).slice(0, MAX_SCOPES).map(toScope)
        : [],
    hasMore:
      scope !== 'commands' &&
      !isEmpty &&
      (found.data?.isTruncated === true ||
        (found.data?.counts ?? []).reduce((sum, { count }) => sum + count, 0) > hits.length),
    areRecent: isEmpty,
    text,
  };
};
