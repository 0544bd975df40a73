import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { memo } from 'react';
import type { ColumnTarget, FileReading, ImportColumn } from '@shared/contract/exchange.contract';
import { iconOfType } from '../../fields/field-icon';
import { TYPE_LABELS } from '../../fields/field-labels';
import { Icon } from '../../ui/icon';
import { Pill } from '../../ui/tag';
import type { TargetLook } from './target-options';
import styles from './column-table.module.css';

/** What a trial says of a column: nothing yet, every row fits, every row that was tried fits, some do not, two columns go to one place. */
export type ColumnCheck = 'unknown' | 'all' | 'tried' | 'problems' | 'clash';

interface ColumnRowProps {
  readonly column: ImportColumn;
  readonly name: string;
  readonly dateOrder: FileReading['dateOrder'];
  readonly target: ColumnTarget;
  readonly look: TargetLook;
  readonly check: ColumnCheck;
  /** Rows whose value does not fit. */
  readonly problemCount: number;
  /** Records that the column names and that would be made. */
  readonly newRecords: number;
  readonly isOpen: boolean;
  readonly onOpen: (index: number, anchor: Element) => void;
}

const LooksLike = ({ column, dateOrder }: Pick<ColumnRowProps, 'column' | 'dateOrder'>) => {
  const { t, i18n } = useLingui();
  if (column.isEmpty) {
    return (
      <span className={styles.empty}>
        <Trans>Empty</Trans>
      </span>
    );
  }
  const type = i18n._(TYPE_LABELS[column.looksLike]);
  const order = { ymd: t`year first`, dmy: t`day first`, mdy: t`month first` }[dateOrder];
  return (
    <span className={styles.like}>
      <Icon name={iconOfType(column.looksLike)} />
      <span className="truncate">{column.looksLike === 'date' ? `${type}, ${order}` : type}</span>
      {column.confidence < 100 && <Pill tone="warning">{Math.round(column.confidence)}%</Pill>}
    </span>
  );
};

const Check = ({
  target,
  check,
  problemCount,
  newRecords,
}: Pick<ColumnRowProps, 'target' | 'check' | 'problemCount' | 'newRecords'>) => {
  const { t, i18n } = useLingui();
  if (target.kind === 'skip') return <Trans>Left out</Trans>;
  // What is made may be wider than what the values look like: a column of a few words becomes a text.
  const madeType = target.kind === 'new' ? i18n._(TYPE_LABELS[target.type]).toLocaleLowerCase() : '';
  const fine = {
    new: t`New field: ${madeType}`,
    note: t`As notes`,
    details: t`In one note a row`,
    field:
      newRecords > 0
        ? t`${plural(newRecords, { one: '# new', other: '# new' })}`
        : check === 'all'
          ? t`All rows`
          : t`Fits`,
  }[target.kind];
  const isFine = check === 'all' || check === 'tried';
  if (check === 'unknown') return null;
  return (
    <span className={styles.check} data-fine={isFine || undefined}>
      <Icon name={isFine ? 'check' : 'warning'} size={14} />
      {isFine && fine}
      {check === 'problems' && t`${plural(problemCount, { one: '# row', other: '# rows' })}`}
      {check === 'clash' && t`Used twice`}
    </span>
  );
};

/** Why a column does not go where its name says. */
const MisfitNote = ({ misfit }: { readonly misfit: NonNullable<ImportColumn['misfit']> }) => {
  const { label, fits, filled } = misfit;
  return (
    <span className={styles.misfit}>
      <Trans>
        Only {fits} of {filled} values fit {label}
      </Trans>
    </span>
  );
};

/** One column of the file, and where it goes. */
export const ColumnRow = memo((props: ColumnRowProps) => {
  const { column, name, target, look, isOpen, onOpen } = props;
  const { t } = useLingui();
  const samples = [...new Set(column.samples)].join(', ');
  return (
    <tr data-skip={target.kind === 'skip' || undefined}>
      <th scope="row" className="mono truncate" title={name}>
        {name}
      </th>
      <td className={styles.samples} title={samples}>
        {samples}
      </td>
      <td>
        <LooksLike column={column} dateOrder={props.dateOrder} />
      </td>
      <td className={styles.arrow}>
        <Icon name="arrow-right" size={14} />
      </td>
      <td>
        <button
          type="button"
          className={styles.target}
          aria-haspopup="listbox"
          aria-expanded={isOpen}
          aria-label={t`Field for ${name}: ${look.label}`}
          data-column={column.index}
          data-open={isOpen || undefined}
          onClick={(event) => onOpen(column.index, event.currentTarget)}
        >
          <Icon name={look.icon} />
          <span className="truncate">{look.label}</span>
          {target.kind === 'new' && (
            <Pill tone="info">
              <Trans>New</Trans>
            </Pill>
          )}
          <Icon name="selector" size={14} className={styles.selector} />
        </button>
      </td>
      <td className={styles.result}>
        <Check target={target} check={props.check} problemCount={props.problemCount} newRecords={props.newRecords} />
        {column.misfit && target.kind !== 'field' && <MisfitNote misfit={column.misfit} />}
      </td>
    </tr>
  );
});
