import { useLingui } from '@lingui/react/macro';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';
import styles from './record-page.module.css';

/** The page's own geometry while the record is read. */
export const RecordSkeleton = () => {
  const { t } = useLingui();
  return (
    <div className={styles.page} aria-busy="true">
      <div className={styles.bar}>
        <Skeleton width={180} />
      </div>
      <div className={styles.record}>
        <div className={styles.fields}>
          <div className={styles.who}>
            <Skeleton width={40} height={40} />
            <Skeleton width={160} />
          </div>
          <SkeletonRows count={9} label={t`Loading`} />
        </div>
        <div className={styles.right}>
          <div className={styles.stream}>
            <SkeletonRows count={6} label={t`Loading`} />
          </div>
        </div>
      </div>
    </div>
  );
};
