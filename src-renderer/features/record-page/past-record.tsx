import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { RecordAt } from '@shared/contract/history.contract';
import type { RecordId } from '@shared/domain/ids';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { FieldDisplay } from '../../fields/field-display';
import { useFieldEnvironment } from '../../fields/field-environment';
import { isEmptyValue } from '../../fields/field-value';
import { formatDateTime } from '../../fields/intl';
import { useRecordRights } from '../../fields/use-rights';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useRestoreRequest } from '../../stores/restore-request.store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { SkeletonRows } from '../../ui/skeleton';
import { Pill } from '../../ui/tag';
import styles from './past-record.module.css';

interface PastRecordProps {
  readonly definition: ObjectDef;
  readonly id: RecordId;
  /** ms UTC. */
  readonly atMs: number;
  readonly onClose: () => void;
}

interface PastFieldProps {
  readonly field: FieldDef;
  readonly row: Row;
  readonly isChanged: boolean;
  /** Left out where the person may not change the field. */
  readonly onBringBack: (() => void) | undefined;
}

const PastField = ({ field, row, isChanged, onBringBack }: PastFieldProps) => {
  const { t } = useLingui();
  const value = row[field.name] ?? null;
  return (
    <div className={styles.field} data-changed={isChanged || undefined}>
      <dt>{field.label}</dt>
      <dd>
        {isEmptyValue(value) ? (
          <span className={styles.empty}>{t`empty`}</span>
        ) : (
          <FieldDisplay field={field} value={value} variant="panel" />
        )}
        {isChanged && <Pill>{t`differs today`}</Pill>}
        {isChanged && onBringBack && (
          <Button
            size="sm"
            variant="ghost"
            icon="restore"
            aria-label={t`Bring ${field.label} back`}
            onClick={onBringBack}
          >
            {t`Bring back`}
          </Button>
        )}
      </dd>
    </div>
  );
};

const Existence = ({ past }: { readonly past: RecordAt }) => {
  const { t } = useLingui();
  if (past.state === 'notYet') return <Banner tone="info">{t`The record had not been made yet.`}</Banner>;
  if (past.state === 'trash') return <Banner tone="info">{t`The record was in the trash.`}</Banner>;
  return null;
};

/** The record as it was at a moment: what it held, what differs today, and the way back. */
export const PastRecord = ({ definition, id, atMs, onClose }: PastRecordProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const rights = useRecordRights(definition.name);
  const ask = useRestoreRequest((state) => state.ask);
  const past = useEngineQuery('history.recordAt', { object: definition.name, id, atMs });
  const bringBack = (fields?: readonly string[]) =>
    ask({ object: definition.name, selection: { ids: [id] }, count: 1, atMs, ...(fields && { fields }) });
  const { data } = past;
  const row = data?.row;
  const unknown = new Set(data?.unknown);
  const fields = definition.fields.filter(
    ({ isSystem, isHidden, name }) => !isSystem && !isHidden && !unknown.has(name),
  );
  const mayEdit = rights.has('edit') && data?.state === 'live';
  return (
    <section className={styles.past} aria-label={t`The record as it was`}>
      <header className={styles.head}>
        <h3>
          <Trans>As of {formatDateTime(environment, atMs)}</Trans>
        </h3>
        {data && row && (
          <span className={styles.note}>
            <Plural
              value={data.changed.length}
              _0="nothing differs today"
              one="# field differs today"
              other="# fields differ today"
            />
          </span>
        )}
        <span className={styles.actions}>
          {mayEdit && (data.changed.length > 0 || data.isGone) && (
            <Button size="sm" icon="restore" onClick={() => bringBack()}>
              {t`Bring all back`}
            </Button>
          )}
          <Button size="sm" variant="ghost" icon="close" onClick={onClose}>
            {t`Back to today`}
          </Button>
        </span>
      </header>
      {past.error && (
        <p role="alert" className={styles.note}>
          {past.error.message}
        </p>
      )}
      {!data && !past.error && <SkeletonRows count={4} label={t`Looking at the past`} />}
      {data && <Existence past={data} />}
      {row && (
        <dl>
          {fields.map((field) => {
            const isChanged = data.changed.includes(field.name);
            return (
              <PastField
                key={field.name}
                field={field}
                row={row}
                isChanged={isChanged}
                onBringBack={mayEdit && field.isReadOnly !== true ? () => bringBack([field.name]) : undefined}
              />
            );
          })}
        </dl>
      )}
    </section>
  );
};
