import type { ImportPlan } from '@shared/contract/exchange.contract';
import { type ImportFile, type ImportRow, openImportFile } from './import-file';
import { stagedPath, type StagingDeps } from './staging';

/** A row that is left out reads as an empty one: it keeps its place, so that an import that is taken up counts as the first time. */
const NO_CELLS: readonly string[] = [];

/** Puts the fixes of a plan where the rows are read, so that whatever follows sees a file that held them. */
const withFixes = (
  file: ImportFile,
  { fixes, skippedLines }: Pick<ImportPlan, 'fixes' | 'skippedLines'>,
): ImportFile => {
  if (fixes.length === 0 && skippedLines.length === 0) return file;
  const skipped = new Set(skippedLines);
  const fixesByLine = Map.groupBy(fixes, ({ line }) => line);
  const fixed = (row: ImportRow): ImportRow => {
    if (skipped.has(row.line)) return { line: row.line, cells: NO_CELLS };
    const wanted = fixesByLine.get(row.line);
    // The cells of a row that could not be read are not where its columns are.
    if (!wanted || row.reason !== undefined) return row;
    const cells = [...row.cells];
    for (const { column, text } of wanted) {
      while (cells.length < column) cells.push('');
      cells[column] = text;
    }
    return { ...row, cells };
  };
  return {
    ...file,
    next: () => {
      const row = file.next();
      return row && fixed(row);
    },
  };
};

/** Opens the file of a plan, for reading its rows as the plan wants them. Errors: `not_found`; those of `openImportFile`. */
export const openPlannedFile = async (deps: StagingDeps, plan: ImportPlan, signal?: AbortSignal): Promise<ImportFile> =>
  withFixes(await openImportFile(stagedPath(deps, plan.file), plan.reading, signal), plan);
