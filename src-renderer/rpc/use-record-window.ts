import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Row } from '@shared/domain/values';
import type { AppError } from '@shared/errors/app-error';
import { useSession } from './engine-context';
import type { InputOf, OutputOf } from './procedures';
import { engineQuery, useEngineQuery } from './use-engine-query';

/** An ordered set of records, without a position in it. */
export type WindowSet = Omit<InputOf<'records.window'>, 'offset' | 'limit' | 'countLater'>;

export interface RecordWindowState {
  /** Exact; undefined until it is known, which may be after the first rows are here. */
  readonly total: number | undefined;
  /** Rows to make room for: as many as there are, or about as many until that is known. */
  readonly rowCount: number;
  /** Undefined: not loaded yet. Changes identity whenever rows change. */
  readonly getRow: (index: number) => Row | undefined;
  /** The rows that are here, around the visible range. */
  readonly loaded: readonly Row[];
  readonly setVisible: (first: number, last: number) => void;
  readonly error: AppError | null;
  /** The rows are those of the set asked for before. */
  readonly isPrevious: boolean;
}

const BLOCK = 100;
/** Blocks left behind are soon forgotten: a drag through a million rows passes thousands of them. */
const KEPT_MS = 10_000;
/** While the scrollbar is dragged, rows are asked for this often, not once for every frame. */
const SETTLE_MS = 50;

interface Rows {
  readonly blocks: ReadonlyMap<number, readonly Row[]>;
  readonly total: number | undefined;
  readonly rowCount: number;
}

interface BlockState {
  readonly data: OutputOf<'records.window'> | undefined;
  readonly error: AppError | null;
  readonly dataUpdatedAt: number;
}

const combineBlocks = (states: readonly BlockState[]) => ({
  results: states.map(({ data, dataUpdatedAt }) => ({ data, dataUpdatedAt })),
  error: states.find((state) => state.error)?.error ?? null,
});

const newestOf = (results: readonly Pick<BlockState, 'data' | 'dataUpdatedAt'>[]) =>
  results.reduce<(typeof results)[number] | undefined>(
    (best, result) => (result.data && (!best || result.dataUpdatedAt > best.dataUpdatedAt) ? result : best),
    undefined,
  )?.data;

/** The rows around the visible range of an ordered set, fetched in blocks; requests for blocks left behind are cancelled. */
export const useRecordWindow = (set: WindowSet): RecordWindowState => {
  const session = useSession();
  const setKey = JSON.stringify(set);
  const [range, setRange] = useState({ firstBlock: 0, lastBlock: 0 });
  const [shown, setShown] = useState<{ readonly setKey: string; readonly rows: Rows } | undefined>();

  const wanted = Array.from({ length: range.lastBlock - range.firstBlock + 1 }, (_, i) => range.firstBlock + i);
  const { results, error } = useQueries({
    queries: wanted.map((block) => ({
      ...engineQuery(session, 'records.window', { ...set, offset: block * BLOCK, limit: BLOCK, countLater: true }),
      gcTime: KEPT_MS,
    })),
    combine: combineBlocks,
  });

  const given = newestOf(results)?.total;
  const { fields: _, ...list } = set;
  const { data: counted } = useEngineQuery('records.count', list, {
    enabled: typeof given === 'object',
    keepPrevious: false,
  });

  const loaded = useMemo<Rows | undefined>(() => {
    if (given === undefined) return undefined;
    const blocks = results.flatMap(({ data }, i) => (data ? [[range.firstBlock + i, data.rows] as const] : []));
    const total = typeof given === 'object' ? counted?.total : given;
    return { blocks: new Map(blocks), total, rowCount: total ?? (typeof given === 'object' ? given.estimate : given) };
  }, [results, range.firstBlock, given, counted]);

  // Kept while the next set loads, so that sorting and filtering never show an empty grid.
  if (loaded && (shown?.setKey !== setKey || shown.rows !== loaded)) setShown({ setKey, rows: loaded });
  const rows = loaded ?? shown?.rows;

  const getRow = useCallback((index: number) => rows?.blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK], [rows]);
  const throttle = useRef<{ atMs: number; timer: ReturnType<typeof setTimeout> | undefined }>({
    atMs: 0,
    timer: undefined,
  });
  useEffect(() => {
    const { current } = throttle;
    return () => clearTimeout(current.timer);
  }, []);
  const setVisible = useCallback((first: number, last: number) => {
    // Half a block ahead in both directions.
    const firstBlock = Math.max(0, Math.floor((first - BLOCK / 2) / BLOCK));
    const lastBlock = Math.max(firstBlock, Math.floor((last + BLOCK / 2) / BLOCK));
    const { current } = throttle;
    const apply = () => {
      current.atMs = performance.now();
      setRange((now) =>
        now.firstBlock === firstBlock && now.lastBlock === lastBlock ? now : { firstBlock, lastBlock },
      );
    };
    clearTimeout(current.timer);
    const waitMs = current.atMs + SETTLE_MS - performance.now();
    if (waitMs <= 0) apply();
    else current.timer = setTimeout(apply, waitMs);
  }, []);

  const loadedRows = useMemo(() => (rows ? [...rows.blocks.values()].flat() : []), [rows]);

  return {
    total: rows?.total,
    rowCount: rows?.rowCount ?? 0,
    getRow,
    loaded: loadedRows,
    setVisible,
    error,
    isPrevious: loaded === undefined && rows !== undefined && shown?.setKey !== setKey,
  };
};
