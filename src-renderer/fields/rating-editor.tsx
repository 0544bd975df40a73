import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/icon';
import { handleCommitKeys, type EditorMove, type FieldEditorProps } from './editor-contract';
import { MAX_STARS } from './stars';
import styles from './field-editor.module.css';

const POSITIONS = Array.from({ length: MAX_STARS }, (_, index) => index + 1);

/** Stars by digit, by arrow or by click; the same star again takes the rating away. */
export const RatingEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const before = typeof value === 'number' ? value : 0;
  const typed = initialText !== undefined && /^[0-5]$/.test(initialText) ? Number(initialText) : undefined;
  const [stars, setStars] = useState(typed ?? before);
  const ref = useRef<HTMLDivElement>(null);
  const isDone = useRef(false);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);

  const commit = (move: EditorMove, next = stars): void => {
    if (isDone.current) return;
    isDone.current = true;
    onCommit(next === before ? value : next === 0 ? null : next, move);
  };
  return (
    <div className={styles.editor} data-variant={variant}>
      <div
        ref={ref}
        className={styles.rating}
        role="slider"
        tabIndex={0}
        aria-label={field.label}
        aria-valuemin={0}
        aria-valuemax={MAX_STARS}
        aria-valuenow={stars}
        aria-valuetext={t`${stars} of ${MAX_STARS}`}
        onBlur={() => commit('stay')}
        onKeyDown={(event) => {
          if (/^[0-5]$/.test(event.key)) setStars(Number(event.key));
          else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') setStars(Math.min(MAX_STARS, stars + 1));
          else if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') setStars(Math.max(0, stars - 1));
          else if (event.key === 'Delete' || event.key === 'Backspace') setStars(0);
          handleCommitKeys(event, {
            commit,
            cancel: () => {
              isDone.current = true;
              onCancel();
            },
          });
        }}
      >
        {POSITIONS.map((position) => (
          // The slider around it has the keys.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
          <span
            key={position}
            className={styles.star}
            data-on={position <= stars || undefined}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => commit('stay', position === before ? 0 : position)}
          >
            <Icon name="star-filled" size={14} />
          </span>
        ))}
      </div>
    </div>
  );
};
