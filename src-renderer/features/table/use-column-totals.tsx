import { useLingui } from '@lingui/react/macro';
import { useMemo, type ReactNode } from 'react';
import type { RecordSet } from '@shared/domain/query';
import { useFieldEnvironment } from '../../fields/field-environment';
import { AGGREGATE_LABELS } from '../../fields/field-labels';
import { formatNumber } from '../../fields/intl';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Icon } from '../../ui/icon';
import { aggregateText } from './aggregate-text';
import type { TableColumn } from './view-columns.rules';
import styles from './column-totals.module.css';

const COUNT_ONLY = [{ fn: 'count' as const }];

/** The cells below the columns: what a person asked to have calculated, and an offer where nothing is. */
export const useColumnTotals = (
  set: RecordSet,
  columns: readonly TableColumn[],
  titleField: string,
  total: number | undefined,
): ReadonlyMap<string, ReactNode> => {
  const { t, i18n } = useLingui();
  const environment = useFieldEnvironment();
  const asked = useMemo(
    () =>
      columns.flatMap(({ field, aggregate, isHidden }) =>
        aggregate === undefined || isHidden ? [] : [{ fn: aggregate, field: field.name }],
      ),
    [columns],
  );
  const values = useEngineQuery(
    'records.aggregate',
    { ...set, aggregates: asked.length > 0 ? asked : COUNT_ONLY },
    { enabled: asked.length > 0 },
  ).data?.groups[0]?.values;

  return useMemo(() => {
    const cells = columns.map(({ field, aggregate }): [string, ReactNode] => {
      if (aggregate === undefined) {
        if (field.name !== titleField) {
          return [
            field.name,
            <span key={field.name} className={styles.offer}>
              <Icon name="plus" size={12} />
              {t`Calculate`}
            </span>,
          ];
        }
        return [
          field.name,
          <span key={field.name} className={styles.total}>
            <span className={styles.name}>{t`Count`}</span>
            <span className="num">{total === undefined ? '' : formatNumber(environment, total, 0)}</span>
          </span>,
        ];
      }
      const at = asked.findIndex((each) => each.field === field.name);
      const shown = aggregateText(aggregate, field, values?.[at], environment);
      return [
        field.name,
        <span key={field.name} className={styles.total} title={shown?.title}>
          <span className={styles.name}>{i18n._(AGGREGATE_LABELS[aggregate])}</span>
          <span className="num">{shown?.text ?? '–'}</span>
        </span>,
      ];
    });
    return new Map(cells);
  }, [columns, titleField, total, asked, values, environment, i18n, t]);
};
