import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { formatMessage } from '@shared/messages/format-message';
import type { ObjectDef } from '@shared/domain/schema';
import { Icon } from '../../ui/icon';
import { Banner } from '../../ui/banner';
import type { ImportDraft } from './import-draft.rules';
import { ProblemList } from './problem-list';
import { targetLook } from './target-options';
import { useColumnName } from './use-column-name';
import type { CheckState } from './use-import-check';
import { useFieldOfColumn } from './use-field-of-column';
import { useGrowingList } from './use-growing-list';
import styles from './review-step.module.css';

interface ReviewStepProps {
  readonly draft: ImportDraft;
  readonly object: ObjectDef;
  readonly state: CheckState;
  readonly onDraft: (draft: ImportDraft) => void;
}

/** More than a window is wide. */
const COLUMNS_AT_ONCE = 40;

const cellKey = (column: string, value: string): string => `${column}\u0000${value}`;

/** The first rows as they will come in, with the values that will not. */
export const ReviewStep = ({ draft, object, state: { check, error }, onDraft }: ReviewStepProps) => {
  const { t, i18n } = useLingui();
  const nameOf = useColumnName();
  const fieldOf = useFieldOfColumn(draft, object);
  const { preview, plan } = draft;
  const imported = plan.columns.flatMap(({ index, target }) => {
    const column = preview.columns[index];
    return column && target.kind !== 'skip' ? [{ column, target, look: targetLook(i18n, object, target) }] : [];
  });
  const { count, onScroll } = useGrowingList(imported.length, COLUMNS_AT_ONCE);
  const shown = imported.slice(0, count);
  // The same value is wrong wherever it stands in a column.
  const reasons = new Map(
    (check?.problems ?? []).flatMap(({ column, value, reason }) =>
      column === null || value === '' ? [] : [[cellKey(column, value), formatMessage(reason)] as const],
    ),
  );
  const rowsShown = preview.rows.length;
  return (
    <div className={styles.step}>
      {error && (
        <Banner tone="danger" title={<Trans>This cannot be imported so.</Trans>}>
          {' '}
          {error.message}
        </Banner>
      )}
      <div
        className={styles.scroll}
        role="group"
        aria-label={t`First rows of the file`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled with the keyboard too
        tabIndex={0}
        onScroll={onScroll}
      >
        <table className={styles.table}>
          <caption className="visually-hidden">
            {t`${plural(rowsShown, { one: 'The first row', other: 'The first # rows' })}`}
          </caption>
          <thead>
            <tr>
              {shown.map(({ column, look }) => (
                <th key={column.index} scope="col">
                  <span className={styles.field}>
                    <Icon name={look.icon} size={14} />
                    {look.label}
                  </span>
                  <span className={styles.header}>{nameOf(column)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((cells, row) => (
              // Rows of a preview have no other name than their place.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={row}>
                {shown.map(({ column }) => {
                  const value = cells[column.index] ?? '';
                  const reason = reasons.get(cellKey(column.header, value));
                  return (
                    <td key={column.index} title={reason ?? value}>
                      {reason === undefined ? (
                        value
                      ) : (
                        <span className={styles.bad}>
                          {value}
                          <span className="visually-hidden"> ({reason})</span>
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ProblemList draft={draft} problems={check?.problems ?? []} fieldOf={fieldOf} onDraft={onDraft} />
    </div>
  );
};
