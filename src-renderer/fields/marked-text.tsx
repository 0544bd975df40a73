import type { TextRange } from '@shared/contract/search.contract';
import styles from './marked-text.module.css';

export interface MarkedTextProps {
  readonly text: string;
  /** What of it was looked for: in order, without overlaps. */
  readonly ranges: readonly TextRange[];
}

/** A text of a search result with what was looked for made visible. */
export const MarkedText = ({ text, ranges }: MarkedTextProps) => (
  <>
    {ranges.map(([start, end], i) => (
      <span key={start}>
        {text.slice(ranges[i - 1]?.[1] ?? 0, start)}
        <mark className={styles.mark}>{text.slice(start, end)}</mark>
      </span>
    ))}
    {text.slice(ranges.at(-1)?.[1] ?? 0)}
  </>
);
