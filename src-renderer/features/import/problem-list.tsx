import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { formatMessage } from '@shared/messages/format-message';
import type { CellProblem } from '@shared/contract/exchange.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import { Icon } from '../../ui/icon';
import styles from './problem-list.module.css';

interface ProblemListProps {
  readonly problems: readonly CellProblem[];
  /** Header of a column to the label of the field it goes to. */
  readonly fieldOf: (column: string) => string;
}

/** How many lines have something wrong with them. */
const countBadRows = (problems: readonly CellProblem[]): number => new Set(problems.map(({ line }) => line)).size;

/** Values that do not fit: where they are, and why. */
export const ProblemList = ({ problems, fieldOf }: ProblemListProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const rows = countBadRows(problems);
  return (
    <section className={styles.problems} aria-label={t`Rows that need a fix`}>
      <header className={styles.head}>
        <Icon name="warning" />
        <h2>{t`${plural(rows, { one: '# row needs a fix', other: '# rows need a fix' })}`}</h2>
        <span>
          <Trans>The rest can be imported now. These are listed in the report, to be mended and imported later.</Trans>
        </span>
      </header>
      {/* Scrolled with the keyboard too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} role="group" aria-label={t`List of problems`} tabIndex={0}>
        <table className={styles.table}>
          <colgroup>
            <col className={styles.lineWidth} />
            <col className={styles.fieldWidth} />
            <col className={styles.valueWidth} />
            <col />
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
            </tr>
          </thead>
          <tbody>
            {problems.map(({ line, column, value, reason }, index) => (
              // One line may have the same problem twice.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index}>
                <td className="num">{formatNumber(environment, line, 0)}</td>
                <td className="truncate">{column === null ? t`Whole row` : fieldOf(column)}</td>
                <td>{value !== '' && <span className={styles.bad}>{value}</span>}</td>
                <td className={styles.reason} title={formatMessage(reason)}>
                  {formatMessage(reason)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
