import type { SearchHit } from '@shared/contract/search.contract';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useRecentRecords } from '../../stores/recent-records.store';
import { findCommands, parsePaletteQuery, type PaletteCommand } from './palette-commands';
import { useDebounced } from '../../ui/use-debounced';

/** Long enough to skip a fast typist's middle letters, short enough not to be seen. */
const DEBOUNCE_MS = 40;
const MAX_HITS = 12;

export type PaletteItem =
  | { readonly kind: 'record'; readonly key: string; readonly hit: SearchHit }
  | { readonly kind: 'command'; readonly key: string; readonly command: PaletteCommand };

export interface PaletteResults {
  readonly records: readonly PaletteItem[];
  readonly actions: readonly PaletteItem[];
  readonly places: readonly PaletteItem[];
  readonly areRecent: boolean;
  readonly text: string;
}

const toRecord = (hit: SearchHit): PaletteItem => ({ kind: 'record', key: `${hit.object}/${hit.id}`, hit });
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
    areRecent: isEmpty,
    text,
  };
};
