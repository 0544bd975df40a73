import { Trans, useLingui } from '@lingui/react/macro';
import { useCallback, useMemo, useState } from 'react';
import type { ColumnTarget, ImportCheck } from '@shared/contract/exchange.contract';
import type { ObjectDef } from '@shared/domain/schema';
import type { AppError } from '@shared/errors/app-error';
import { newFieldType } from '@shared/domain/import-plan';
import { useSettingRights } from '../../fields/use-rights';
import { Picker } from '../../ui/picker';
import type { ComboboxOption } from '../../ui/combobox';
import { ColumnRow, type ColumnCheck } from './column-row';
import type { ImportDraft } from './import-draft.rules';
import { NewFieldDialog } from './new-field-dialog';
import { targetOptions, SPECIAL, targetOfChoice, targetLook } from './target-options';
import { useColumnName } from './use-column-name';
import { useGrowingList } from './use-growing-list';
import styles from './column-table.module.css';

interface ColumnTableProps {
  readonly draft: ImportDraft;
  readonly object: ObjectDef;
  readonly check: ImportCheck | undefined;
  readonly error: AppError | null;
  readonly onTarget: (index: number, target: ColumnTarget) => void;
}

interface Opened {
  readonly index: number;
  readonly anchor: Element;
}

/** More than a window holds. */
const ROWS_AT_ONCE = 80;

const SKIP: ColumnTarget = { kind: 'skip' };

const valueOf = (target: ColumnTarget): string => (target.kind === 'field' ? target.field : SPECIAL[target.kind]);

/** Every column of the file: what it holds, what it looks like, where it goes and whether it fits there. */
export const ColumnTable = ({ draft, object, check, error, onTarget }: ColumnTableProps) => {
  const { t, i18n } = useLingui();
  const mayAddFields = useSettingRights().has('dataModel');
  const nameOf = useColumnName();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [naming, setNaming] = useState<{ readonly index: number; readonly label: string } | null>(null);
  const { preview, plan } = draft;
  const rows = useGrowingList(preview.columns.length, ROWS_AT_ONCE);
  const open = useCallback((index: number, anchor: Element) => setOpened({ index, anchor }), []);

  const targets = useMemo(() => new Map(plan.columns.map(({ index, target }) => [index, target])), [plan.columns]);
  const looks = useMemo(
    () => new Map([...targets].map(([index, target]) => [index, targetLook(i18n, object, target)])),
    [targets, object, i18n],
  );
  const problems = new Map(check?.problemsByColumn.map(({ index, count }) => [index, count]));
  const clash = error?.detail['field'];

  // The trial counts new records of all relations together: only a single one can be told.
  const relations = plan.columns.filter(
    ({ target }) =>
      target.kind === 'field' &&
      object.fields.some(({ name, type }) => name === target.field && (type === 'relation' || type === 'relations')),
  );
  const relationIndex = relations.length === 1 ? relations[0]?.index : undefined;

  const checkOf = (index: number, target: ColumnTarget): ColumnCheck => {
    if (target.kind === 'field' && target.field.split('.', 1)[0] === clash) return 'clash';
    if (!check) return 'unknown';
    if (problems.has(index)) return 'problems';
    return check.isWhole ? 'all' : 'tried';
  };

  const openColumn = opened === null ? undefined : preview.columns[opened.index];
  const options = openColumn ? targetOptions(i18n, object, draft, openColumn.index, mayAddFields) : [];

  const pick = ({ value }: ComboboxOption) => {
    if (!opened || !openColumn) return;
    if (value === SPECIAL.new) {
      const target = targets.get(opened.index);
      setNaming({ index: opened.index, label: target?.kind === 'new' ? target.label : nameOf(openColumn) });
    } else {
      onTarget(opened.index, targetOfChoice(value));
    }
  };
  const current = opened === null ? undefined : targets.get(opened.index);
  const namingColumn = naming === null ? undefined : preview.columns[naming.index];
  const namingTarget = naming === null ? undefined : targets.get(naming.index);

  return (
    <div className={styles.scroll} onScroll={rows.onScroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">
          <Trans>Columns of the file and the fields they go to</Trans>
        </caption>
        <colgroup>
          <col className={styles.nameWidth} />
          <col />
          <col className={styles.likeWidth} />
          <col className={styles.arrowWidth} />
          <col className={styles.targetWidth} />
          <col className={styles.checkWidth} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Column in file</Trans>
            </th>
            <th scope="col">
              <Trans>First values</Trans>
            </th>
            <th scope="col">
              <Trans>Looks like</Trans>
            </th>
            <td>{/* arrow */}</td>
            <th scope="col">
              <Trans>Field in Outpost</Trans>
            </th>
            <th scope="col">
              <Trans>Check</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.slice(0, rows.count).map((column) => {
            const target = targets.get(column.index) ?? SKIP;
            return (
              <ColumnRow
                key={column.index}
                column={column}
                name={nameOf(column)}
                dateOrder={preview.reading.dateOrder}
                target={target}
                look={looks.get(column.index) ?? targetLook(i18n, object, SKIP)}
                check={checkOf(column.index, target)}
                problemCount={problems.get(column.index) ?? 0}
                newRecords={column.index === relationIndex ? (check?.newTargets ?? 0) : 0}
                isOpen={opened?.index === column.index}
                onOpen={open}
              />
            );
          })}
        </tbody>
      </table>
      {opened && openColumn && (
        <Picker
          key={opened.index}
          open
          anchor={opened.anchor}
          onOpenChange={(isOpen) => {
            if (isOpen) return;
            setOpened(null);
            if (opened.anchor instanceof HTMLElement) opened.anchor.focus();
          }}
          options={options}
          value={options.filter(({ value }) => current && value === valueOf(current))}
          onPick={pick}
          searchLabel={t`Field for ${nameOf(openColumn)}`}
          emptyLabel={t`No such field`}
          onCreate={mayAddFields ? (label) => setNaming({ index: opened.index, label }) : undefined}
          createLabel={(label) => t`New field “${label}”`}
        />
      )}
      {naming && namingColumn && (
        <NewFieldDialog
          label={naming.label}
          type={namingTarget?.kind === 'new' ? namingTarget.type : newFieldType(namingColumn)}
          onClose={() => setNaming(null)}
          onDone={(label, type) => {
            onTarget(naming.index, { kind: 'new', label, type });
            setNaming(null);
          }}
        />
      )}
    </div>
  );
};
