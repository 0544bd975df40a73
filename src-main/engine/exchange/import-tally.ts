import type { CellProblem, ImportCheck, RejectedRow } from '@shared/contract/exchange.contract';
import type { ValueProblem } from './row-values';

/** A value that does not fit, as a trial meets it. */
export type FoundProblem = ValueProblem & Pick<CellProblem, 'line'>;

/** What an import has done so far. */
export interface Tally {
  rowsRead: number;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  createdTargets: number;
  /** Rows that looked like a record, of those that were compared. */
  alike: number;
  compared: number;
  rejectedCount: number;
  readonly rejected: RejectedRow[];
  readonly problems: FoundProblem[];
}

export const emptyTally = (): Tally => ({
  rowsRead: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  createdTargets: 0,
  alike: 0,
  compared: 0,
  rejectedCount: 0,
  rejected: [],
  problems: [],
});

const KEPT_CELL_CHARS = 10_000;
const KEPT_ROW_CHARS = 100_000;

/** The cells of a rejected row as they are kept for its report: bounded, whatever the row holds. */
export const keptCells = (cells: readonly string[]): string[] => {
  let room = KEPT_ROW_CHARS;
  return cells.map((cell) => {
    const kept = cell.slice(0, Math.min(KEPT_CELL_CHARS, Math.max(0, room)));
    room -= kept.length;
    return kept;
  });
};

/** More rows with problems than anybody looks at. */
const MAX_KEPT = 10_000;

/** Adds what came of more rows. Of those that were refused so many are kept as somebody may look at. */
export const addTo = (sum: Tally, more: Tally): void => {
  sum.rowsRead += more.rowsRead;
  sum.created += more.created;
  sum.updated += more.updated;
  sum.unchanged += more.unchanged;
  sum.skipped += more.skipped;
  sum.createdTargets += more.createdTargets;
  sum.alike += more.alike;
  sum.compared += more.compared;
  sum.rejectedCount += more.rejected.length;
  if (sum.rejected.length < MAX_KEPT) sum.rejected.push(...more.rejected);
  if (sum.problems.length < MAX_KEPT) sum.problems.push(...more.problems);
};

const MAX_PROBLEMS = 500;

/** The tally of a trial as a person sees it: rows that were refused as a whole have a problem without a column. */
export const toCheck = (
  tally: Tally,
  { isWhole, newFields }: Pick<ImportCheck, 'isWhole' | 'newFields'>,
): ImportCheck => {
  const withCells = new Set(tally.problems.map(({ line }) => line));
  const whole = tally.rejected
    .filter(({ line }) => !withCells.has(line))
    .flatMap(({ line, reasons, cells }) =>
      reasons.map((reason) => {
        const [first = ''] = cells;
        const value = first.slice(0, 200);
        return { line, column: null, index: null, value, isCut: value !== first, suggest: () => null, reason };
      }),
    );
  const counts = new Map<number, number>();
  for (const { index } of tally.problems) {
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return {
    checkedRows: tally.rowsRead,
    isWhole,
    newFields,
    skipped: tally.skipped,
    rejected: tally.rejectedCount,
    creates: tally.created,
    updates: tally.updated,
    unchanged: tally.unchanged,
    newTargets: tally.createdTargets,
    alike: tally.alike,
    alikeOf: tally.compared,
    problems: [...tally.problems, ...whole]
      .sort((a, b) => a.line - b.line)
      .slice(0, MAX_PROBLEMS)
      .map(({ suggest, ...problem }) => ({ ...problem, suggestion: suggest() })),
    problemsByColumn: [...counts].map(([index, count]) => ({ index, count })),
  };
};
