import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Filter } from '@shared/domain/query';
import { titleFieldNames } from '@shared/domain/record-title';
import type { ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import type { ViewSettings } from '@shared/domain/views';
import type { AppError } from '@shared/errors/app-error';
import { useSession } from '../../rpc/engine-context';
import { engineQuery } from '../../rpc/use-engine-query';
import { type BoardFields, NO_STAGE } from './board.rules';

const PAGE = 50;
const MAX_CARDS = 500;

export interface BoardRows {
  /** Cards of all lanes that are here. */
  readonly rows: readonly Row[];
  readonly isLoading: boolean;
  readonly error: AppError | null;
  readonly showMore: (lane: string) => void;
}

const both = (filter: Filter | undefined, condition: Filter): Filter =>
  filter ? { and: [filter, condition] } : condition;

/** The records of a lane: those of the view that are in its stage. */
export const laneFilter = (filter: Filter | undefined, stage: string, key: string): Filter =>
  both(filter, key === NO_STAGE ? { field: stage, op: 'isEmpty' } : { field: stage, op: 'is', value: key });

/**
 * Lanes are read one by one. A card that went from one to another has left the first before it is read in the second, or is in both for a moment:
 * until all are read it stays as it was, once. `list` names what is read: cards of another list do not stay.
 */
const useWholeRows = (list: string, rows: readonly Row[], isFetching: boolean): readonly Row[] => {
  const [settled, setSettled] = useState({ list, rows });
  if (!isFetching && settled.rows !== rows) setSettled({ list, rows });
  return useMemo(() => {
    if (!isFetching || settled.list !== list) return rows;
    const byId = new Map([...settled.rows, ...rows].map((row) => [row.id, row]));
    return [...byId.values()];
  }, [list, rows, settled, isFetching]);
};

/** The first cards of each lane, and more of a lane when asked for. */
export const useBoardRows = (object: ObjectDef, fields: BoardFields, settings: ViewSettings): BoardRows => {
  const session = useSession();
  const [limits, setLimits] = useState<Readonly<Record<string, number>>>({});
  const keys = useMemo(() => [NO_STAGE, ...fields.lanes.map(({ key }) => key)], [fields.lanes]);
  const shown = useMemo(
    () => [
      ...titleFieldNames(object),
      fields.stage.name,
      ...[fields.amount, fields.date, fields.company, fields.nextStep].flatMap((field) => (field ? [field.name] : [])),
      'position',
      'updatedAt',
    ],
    [object, fields],
  );
  const sort =
    settings.sort.length > 0
      ? settings.sort
      : [{ field: 'position', direction: 'asc' as const, nulls: 'last' as const }];
  const result = useQueries({
    queries: keys.map((key) =>
      engineQuery(session, 'records.window', {
        object: object.name,
        filter: laneFilter(settings.filter, fields.stage.name, key),
        sort,
        fields: shown,
        offset: 0,
        limit: limits[key] ?? PAGE,
        // A lane shows its first cards; its totals come of their own.
        countLater: true,
      }),
    ),
    combine: useCallback(
      (
        states: readonly {
          readonly data: { rows: Row[] } | undefined;
          readonly error: AppError | null;
          readonly isPending: boolean;
          readonly isFetching: boolean;
        }[],
      ) => ({
        pages: states.map(({ data }) => data),
        error: states.find(({ error }) => error)?.error ?? null,
        isLoading: states.some(({ isPending }) => isPending),
        isFetching: states.some(({ isFetching }) => isFetching),
      }),
      [],
    ),
  });
  const { pages, error, isLoading, isFetching } = result;
  const read = useMemo(() => pages.flatMap((page) => page?.rows ?? []), [pages]);
  const rows = useWholeRows(JSON.stringify([object.name, fields.stage.name, settings.filter, sort]), read, isFetching);
  const showMore = useCallback(
    (lane: string) => setLimits((now) => ({ ...now, [lane]: Math.min(MAX_CARDS, (now[lane] ?? PAGE) + PAGE) })),
    [],
  );
  return { rows, isLoading, error, showMore };
};
