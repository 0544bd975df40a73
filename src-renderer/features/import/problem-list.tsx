import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type CellProblem, MAX_FIXES } from '@shared/contract/exchange.contract';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { dropFixes, fixCells, fixedText, openSuggestions, skipLine, type ImportDraft } from './import-draft.rules';
import { ProblemRow } from './problem-row';
import styles from './problem-list.module.css';

interface ProblemListProps {
  readonly draft: ImportDraft;
  readonly problems: readonly CellProblem[];
  /** Header of a column to the label of the field it goes to. */
  readonly fieldOf: (column: string) => string;
  readonly onDraft: (draft: ImportDraft) => void;
}

/** How many lines have something wrong with them. */
const countBadRows = (problems: readonly CellProblem[]): number => new Set(problems.map(({ line }) => line)).size;

/** What was fixed and left out so far, and the way back. */
const FixedSoFar = ({ draft, onDraft }: Pick<ProblemListProps, 'draft' | 'onDraft'>) => {
  const { t } = useLingui();
  const { fixes, skippedLines } = draft.plan;
  if (fixes.length + skippedLines.length === 0) return null;
  return (
    <span className={styles.fixed}>
      {t`${plural(fixes.length, { one: '# value fixed', other: '# values fixed' })}`}
      {', '}
      {t`${plural(skippedLines.length, { one: '# row skipped', other: '# rows skipped' })}`}
      <Button size="sm" variant="ghost" icon="undo" onClick={() => onDraft(dropFixes(draft))}>
        <Trans>Take back</Trans>
      </Button>
    </span>
  );
};

/** Values that do not fit: where they are, why, and how they can be put right before anything is imported. */
export const ProblemList = ({ draft, problems: found, fieldOf, onDraft }: ProblemListProps) => {
  const { t } = useLingui();
  const { plan } = draft;
  const skipped = new Set(plan.skippedLines);
  const problems = found.filter(({ line }) => !skipped.has(line));
  const rows = countBadRows(problems);
  if (rows + plan.fixes.length + plan.skippedLines.length === 0) return null;
  // A row may be refused as a whole for several reasons; a cell has one input, whatever is wrong with it.
  const cells = [
    ...new Map(problems.map((problem, at) => [`${problem.line}/${problem.index ?? `row ${at}`}`, problem])),
  ];
  const suggested = openSuggestions(
    draft,
    cells.map(([, problem]) => problem),
  );
  const mayFix = plan.fixes.length < MAX_FIXES;
  const maySkip = plan.skippedLines.length < MAX_FIXES;
  return (
    <section className={styles.problems} aria-label={t`Rows that need a fix`}>
      <header className={styles.head}>
        <Icon name={rows > 0 ? 'warning' : 'check'} />
        <h2>
          {rows === 0
            ? t`No row needs a fix`
            : t`${plural(rows, { one: '# row needs a fix', other: '# rows need a fix' })}`}
        </h2>
        {rows > 0 && (
          <span className={styles.hint}>
            {mayFix && maySkip ? (
              <Trans>Fix them here, or import the rest: what is left is listed in the report.</Trans>
            ) : (
              <Trans>
                No more can be fixed here. What is left is listed in the report, to be mended and imported later.
              </Trans>
            )}
          </span>
        )}
        <span className={styles.tools}>
          <FixedSoFar draft={draft} onDraft={onDraft} />
          {mayFix && suggested.length > 0 && (
            <Button size="sm" onClick={() => onDraft(fixCells(draft, suggested))}>
              {t`${plural(suggested.length, { one: 'Use # suggestion', other: 'Use all # suggestions' })}`}
            </Button>
          )}
        </span>
      </header>
      {rows > 0 && (
        // Scrolled with the keyboard too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles.scroll} role="group" aria-label={t`List of problems`} tabIndex={0}>
          <table className={styles.table}>
            <colgroup>
              <col className={styles.lineWidth} />
              <col className={styles.fieldWidth} />
              <col className={styles.valueWidth} />
              <col />
              <col className={styles.suggestionWidth} />
              <col className={styles.actionsWidth} />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Line</Trans>
                </th>
                <th scope="col">
                  <Trans>Field</Trans>
                </th>
                <th scope="col">
                  <Trans>Value in file</Trans>
                </th>
                <th scope="col">
                  <Trans>Problem</Trans>
                </th>
                <th scope="col">
                  <Trans>Suggestion</Trans>
                </th>
                <th scope="col">
                  <span className="visually-hidden">{t`Actions`}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {cells.map(([key, problem]) => {
                const { line, column, index, isCut } = problem;
                const canFix = mayFix && index !== null && !isCut;
                return (
                  <ProblemRow
                    key={key}
                    problem={problem}
                    text={fixedText(plan, problem)}
                    field={column === null ? null : fieldOf(column)}
                    onFix={canFix ? (text) => onDraft(fixCells(draft, [{ line, column: index, text }])) : undefined}
                    onSkip={maySkip ? () => onDraft(skipLine(draft, line)) : undefined}
                  />
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
