import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CERTAIN, LIKELY } from '@shared/domain/duplicates';
import type { ObjectDef } from '@shared/domain/schema';
import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { iconOfObject } from '../../fields/field-icon';
import { formatDateTime, formatNumber } from '../../fields/intl';
import type { OpenRecord } from '../../fields/record-chip';
import { useRecordRights } from '../../fields/use-rights';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageBar, SubBar } from '../../ui/page-bar';
import { Progress } from '../../ui/progress';
import { Segmented } from '../../ui/segmented';
import { SkeletonRows } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { GroupRow } from './group-row';
import { useDuplicateWork } from './use-duplicate-work';
import styles from './duplicates.module.css';

interface DuplicatesPageProps {
  /** Null: the first object that is worth a scan. */
  readonly objectName: string | null;
  readonly onSelectObject: (object: string) => void;
  readonly onOpenRecord: OpenRecord;
}

/** Records that may be the same, by object: look for them, compare, merge, or say that they are not. */
export const DuplicatesPage = ({ objectName, onSelectObject, onOpenRecord }: DuplicatesPageProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const status = useEngineQuery('duplicates.status', {});
  const objects = (status.data?.objects ?? []).filter(
    ({ object, isUsual, scannedAtMs }) => isUsual || scannedAtMs !== null || object === objectName,
  );
  const chosen = objects.find(({ object }) => object === objectName) ?? objects[0];
  const definition = chosen && findObject(environment, chosen.object);
  return (
    <section className={styles.page} aria-label={t`Duplicates`}>
      <PageBar icon="merge" title={t`Duplicates`} meta={t`Records that may be the same`} />
      {status.error && <EmptyState icon="error" tone="danger" title={status.error.message} />}
      {!status.data && !status.error && <SkeletonRows count={5} label={t`Loading duplicates`} />}
      {objects.length > 0 && (
        <SubBar variant="tabs">
          <Tabs
            variant="fill"
            label={t`Objects`}
            value={definition?.name ?? ''}
            onChange={onSelectObject}
            tabs={objects.flatMap(({ object, openGroups, scannedAtMs }) => {
              const each = findObject(environment, object);
              const count = scannedAtMs === null ? {} : { count: formatNumber(environment, openGroups, 0) };
              return each ? [{ value: object, label: each.labelPlural, icon: iconOfObject(each), ...count }] : [];
            })}
          />
        </SubBar>
      )}
      {chosen && definition && (
        <Review
          key={definition.name}
          definition={definition}
          scannedAtMs={chosen.scannedAtMs}
          isStale={chosen.isStale}
          onOpenRecord={onOpenRecord}
        />
      )}
    </section>
  );
};

interface ReviewProps {
  readonly definition: ObjectDef;
  readonly scannedAtMs: number | null;
  readonly isStale: boolean;
  readonly onOpenRecord: OpenRecord;
}

const PAGE = 50;
const MAX_SHOWN = 200;
type Certainty = 'likely' | 'certain';
const MIN_SCORE: Readonly<Record<Certainty, number>> = { likely: LIKELY, certain: CERTAIN };

const Review = ({ definition, scannedAtMs, isStale, onOpenRecord }: ReviewProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const may = useRecordRights(definition.name);
  const mayMerge = may.has('edit') && may.has('delete');
  const [state, setState] = useState<'open' | 'dismissed'>('open');
  const [certainty, setCertainty] = useState<Certainty>('likely');
  const [limit, setLimit] = useState(PAGE);
  const work = useDuplicateWork(definition);
  const object = definition.name;
  const minScore = state === 'open' ? MIN_SCORE[certainty] : 0;
  const list = useEngineQuery('duplicates.list', { object, state, minScore, limit });
  const groups = list.data?.groups ?? [];
  const total = list.data?.total ?? 0;
  const many = definition.labelPlural.toLocaleLowerCase();
  const scanned = scannedAtMs !== null;
  const at = scanned ? formatDateTime(environment, scannedAtMs) : '';
  const [shownText, totalText] = [formatNumber(environment, groups.length, 0), formatNumber(environment, total, 0)];
  return (
    <div className={styles.stream}>
      <div className={styles.column}>
        <div className={styles.bar}>
          {scanned && (
            <>
              <Segmented<'open' | 'dismissed'>
                label={t`Which are shown`}
                value={state}
                onChange={setState}
                options={[
                  { value: 'open', label: t`To review` },
                  { value: 'dismissed', label: t`Not duplicates` },
                ]}
              />
              {state === 'open' && (
                <Segmented<Certainty>
                  label={t`How certain`}
                  value={certainty}
                  onChange={setCertainty}
                  options={[
                    { value: 'likely', label: t`Likely` },
                    { value: 'certain', label: t`Certain` },
                  ]}
                />
              )}
            </>
          )}
          <span className={styles.space} />
          {mayMerge && work.running === undefined && (
            <>
              {state === 'open' && certainty === 'certain' && total > 0 && (
                <Button size="sm" icon="merge" onClick={work.mergeCertain}>
                  {plural(total, { one: 'Merge # group', other: 'Merge all # groups' })}
                </Button>
              )}
              <Button size="sm" icon="search" variant={scanned ? 'default' : 'primary'} onClick={work.scan}>
                {scanned ? t`Look again` : t`Look for duplicates`}
              </Button>
            </>
          )}
        </div>
        {work.running && (
          <Progress
            label={work.running.label}
            value={work.running.share}
            onCancel={work.cancel}
            cancelLabel={t`Cancel`}
          />
        )}
        {scannedAtMs !== null && (
          <p className={styles.note}>
            {isStale ? t`Looked through on ${at}. Much has changed since: look again.` : t`Looked through on ${at}.`}
          </p>
        )}
        {list.error && <EmptyState icon="error" tone="danger" title={list.error.message} />}
        {!list.data && !list.error && <SkeletonRows count={5} label={t`Loading duplicates`} />}
        {list.data && groups.length === 0 && !work.running && (
          <EmptyState
            icon={scanned ? 'check' : 'merge'}
            title={scanned ? t`Nothing to review` : t`Nobody has looked yet`}
            description={
              scanned
                ? t`No ${many} that look the same.`
                : t`Looking through ${many} takes a few seconds, a million about half a minute. Nothing is changed.`
            }
          />
        )}
        {groups.length > 0 && (
          <ul aria-label={t`Possible duplicates`}>
            {groups.map((group) => (
              <GroupRow
                key={group.key}
                definition={definition}
                group={group}
                state={state}
                mayMerge={mayMerge}
                onOpenRecord={onOpenRecord}
                onDismiss={work.dismiss}
                onReopen={work.reopen}
              />
            ))}
          </ul>
        )}
        {total > groups.length && limit < MAX_SHOWN && (
          <Button variant="ghost" onClick={() => setLimit(MAX_SHOWN)}>
            <Trans>Show more</Trans>
          </Button>
        )}
        {total > groups.length && limit >= MAX_SHOWN && (
          <p className={styles.note}>
            {t`The likeliest ${shownText} of ${totalText}; the next come up as these are done.`}
          </p>
        )}
      </div>
    </div>
  );
};
