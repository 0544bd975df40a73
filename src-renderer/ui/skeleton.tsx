import type { CSSProperties } from 'react';
import { classNames } from './class-names';
import styles from './skeleton.module.css';

export interface SkeletonProps {
  readonly width?: CSSProperties['inlineSize'];
  readonly height?: number | undefined;
  readonly shape?: 'bar' | 'circle' | 'box' | undefined;
  readonly className?: string | undefined;
}

/** The place of something that is on its way; give it the size of that thing. */
export const Skeleton = ({ width = '100%', height = 8, shape = 'bar', className }: SkeletonProps) => (
  <span
    className={classNames(styles.skeleton, className)}
    data-shape={shape}
    style={{ inlineSize: shape === 'circle' ? height : width, blockSize: height }}
    aria-hidden="true"
  />
);

const WIDTHS = ['62%', '48%', '71%', '55%', '40%', '66%'] as const;

export interface SkeletonRowsProps {
  readonly count?: number | undefined;
  /** Announced once: "Loading people". */
  readonly label: string;
  readonly className?: string | undefined;
}

/** Rows of a list; appears after 150 ms, so that quick answers do not flicker. */
export const SkeletonRows = ({ count = 6, label, className }: SkeletonRowsProps) => (
  <div className={classNames(styles.rows, className)} role="status" aria-busy="true" aria-label={label}>
    {Array.from({ length: count }, (_, row) => (
      <div key={row} className={styles.row}>
        <Skeleton shape="circle" height={20} />
        <Skeleton width={WIDTHS[row % WIDTHS.length]} />
      </div>
    ))}
  </div>
);
