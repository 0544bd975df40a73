import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { formatMessage } from '@shared/messages/format-message';
import type { ImportId } from '@shared/domain/ids';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { SkeletonRows } from '../../ui/skeleton';
import styles from './run-step.module.css';

interface RejectedRowsProps {
  readonly importId: ImportId;
  readonly total: number;
}

const PAGE = 100;
/** One call gives no more; the saved file holds all of them. */
const MOST = 1_000;
const SHOWN_CHARS = 400;

/** Rows that did not come in, and why. */
export const RejectedRows = ({ importId, total }: RejectedRowsProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const [limit, setLimit] = useState(PAGE);
  const { data, error } = useEngineQuery('exchange.rejectedRows', { id: importId, offset: 0, limit });
  const left = total - (data?.rows.length ?? 0);
  return (
    <section className={styles.rejected} aria-label={t`Rows that were not imported`}>
      <h3>{t`${plural(total, { one: '# row was not imported', other: '# rows were not imported' })}`}</h3>
      {error && <Banner tone="danger">{error.message}</Banner>}
      {!data && !error && <SkeletonRows count={3} label={t`Loading`} />}
      {data && (
        <table className={styles.table}>
          <colgroup>
            <col className={styles.lineWidth} />
            <col className={styles.reasonWidth} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Line</Trans>
              </th>
              <th scope="col">
                <Trans>Why</Trans>
              </th>
              <th scope="col">
                <Trans>Row in file</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ line, reasons, cells }) => {
              const row = cells.filter(Boolean).join(', ').slice(0, SHOWN_CHARS);
              return (
                <tr key={line}>
                  <td className="num">{formatNumber(environment, line, 0)}</td>
                  <td>{reasons.map(formatMessage).join('; ')}</td>
                  <td className={styles.cells} title={row}>
                    {row}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {data && left > 0 && (
        <p className={styles.more}>
          {limit < MOST && (
            <Button size="sm" variant="ghost" onClick={() => setLimit(Math.min(MOST, limit + PAGE * 3))}>
              <Trans>Show more</Trans>
            </Button>
          )}
          {t`${plural(left, { one: '# more row is in the saved file.', other: '# more rows are in the saved file.' })}`}
        </p>
      )}
    </section>
  );
};
