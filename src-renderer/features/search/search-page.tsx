import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { SearchHit } from '@shared/contract/search.contract';
import type { RecordId } from '@shared/domain/ids';
import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { iconOfObject } from '../../fields/field-icon';
import { formatNumber } from '../../fields/intl';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { EmptyState } from '../../ui/empty-state';
import { PageBar, SubBar } from '../../ui/page-bar';
import { SkeletonRows } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { ResultRow } from './result-row';
import { SearchField } from './search-field';
import styles from './search-page.module.css';

interface SearchPageProps {
  readonly text: string;
  /** Null: every object. */
  readonly objectName: string | null;
  readonly onChange: (text: string, object: string | null) => void;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
}

const DEBOUNCE_MS = 80;
const LIMIT = 100;
const MAX_SUGGESTIONS = 6;
const ALL = 'all';

/** Hits by object, objects in the order of their best. */
const byObject = (hits: readonly SearchHit[]): readonly (readonly [object: string, hits: readonly SearchHit[]])[] => [
  ...Map.groupBy(hits, ({ object }) => object),
];

/** Everything that a text finds, by object. */
export const SearchPage = ({ text, objectName, onChange, hrefOfRecord }: SearchPageProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const [typed, setTyped] = useState(text);
  const [address, setAddress] = useState(text);
  // Somebody opened another address.
  if (address !== text) {
    setAddress(text);
    setTyped(text);
  }
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const type = (next: string) => {
    setTyped(next);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onChange(next, objectName), DEBOUNCE_MS);
  };

  const all = useEngineQuery('search.find', { text, limit: LIMIT });
  const one = useEngineQuery(
    'search.find',
    { text, limit: LIMIT, objects: objectName === null ? [] : [objectName] },
    { enabled: objectName !== null },
  );
  const suggested = useEngineQuery('search.suggest', { text }, { enabled: text !== '' });
  const { data, error } = objectName === null ? all : one;
  const counts = all.data?.counts ?? [];
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const shownCount = (count: number): string =>
    `${formatNumber(environment, count, 0)}${all.data?.isTruncated === true ? '+' : ''}`;
  const labelOf = (object: string): string => findObject(environment, object)?.labelPlural ?? object;
  const tabs = [
    { value: ALL, label: t`All`, count: shownCount(total) },
    ...counts.map(({ object, count }) => ({
      value: object,
      label: labelOf(object),
      icon: iconOfObject(findObject(environment, object)),
      count: shownCount(count),
    })),
    // What was chosen stays, also where it has nothing.
    ...(objectName !== null && !counts.some(({ object }) => object === objectName)
      ? [{ value: objectName, label: labelOf(objectName), count: shownCount(0) }]
      : []),
  ];
  return (
    <section className={styles.page} aria-label={t`Search`}>
      <PageBar icon="search" title={t`Search`} />
      <SearchField
        value={typed}
        onChange={type}
        suggestions={typed !== text ? [] : (suggested.data?.suggestions ?? []).slice(0, MAX_SUGGESTIONS)}
      />
      <SubBar variant="tabs">
        <Tabs
          variant="fill"
          label={t`Objects`}
          value={objectName ?? ALL}
          onChange={(value) => {
            window.clearTimeout(timer.current);
            onChange(typed, value === ALL ? null : value);
          }}
          tabs={tabs}
        />
      </SubBar>
      <div className={styles.results}>
        {error && (
          <EmptyState icon="error" tone="danger" title={t`The search did not work`} description={error.message} />
        )}
        {!data && !error && <SkeletonRows count={8} label={t`Searching`} />}
        {data?.results.length === 0 && (
          <EmptyState
            icon="search"
            title={<Trans>Nothing matches</Trans>}
            description={<Trans>Try fewer words or letters, or take a filter such as stage:won away.</Trans>}
          />
        )}
        {data &&
          byObject(data.results).map(([object, hits]) => (
            <section key={object} aria-label={labelOf(object)}>
              {objectName === null && <h2 className={styles.heading}>{labelOf(object)}</h2>}
              <ul>
                {hits.map((hit) => (
                  <li key={hit.id}>
                    <ResultRow hit={hit} href={hrefOfRecord(hit.object, hit.id)} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        {data && (data.isTruncated || data.results.length === LIMIT) && (
          <p className={styles.more}>
            <Trans>These are the best. Add a word or a filter to find others.</Trans>
          </p>
        )}
      </div>
    </section>
  );
};
