import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Popover } from '../ui/popover';
import { handleCommitKeys, type EditorMove } from './editor-contract';
import styles from './field-editor.module.css';

interface EditorPopupProps {
  readonly label: string;
  readonly variant: 'cell' | 'panel';
  /** What stays in the field's own place while the parts are edited. */
  readonly face: ReactNode;
  readonly onCommit: (move: EditorMove) => void;
  readonly onCancel: () => void;
  /** Before Enter, Tab and Esc are acted on; prevent the default to keep them. */
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  /** false: what is inside takes the focus itself, in the moment in which it is there. */
  readonly takeFocus?: boolean | undefined;
  readonly children: ReactNode;
}

/** A value of several parts is edited in a small panel that opens over its place. Leaving the panel saves. */
export const EditorPopup = (props: EditorPopupProps) => {
  const { label, variant, face, onCommit, onCancel, onKeyDown, takeFocus, children } = props;
  const [anchor, setAnchor] = useState<HTMLDivElement | null>(null);
  const isDone = useRef(false);
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // The focus was in the panel that is gone now; who has put it elsewhere keeps it there.
      if (document.activeElement === document.body && opener instanceof HTMLElement)
        opener.focus({ preventScroll: true });
    },
    [opener],
  );
  const once = (work: () => void): void => {
    if (isDone.current) return;
    work();
  };
  const finish = (move: EditorMove): void => once(() => onCommit(move));
  return (
    <div ref={setAnchor} className={styles.editor} data-variant={variant}>
      <div className={styles.face}>{face}</div>
      <Popover
        open
        anchor={anchor}
        label={label}
        padded={false}
        takeFocus={takeFocus}
        className={styles.parts}
        onOpenChange={(isOpen) => {
          if (!isOpen) finish('stay');
        }}
      >
        {/* Keys pass through here on their way from the inputs inside. */}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
        <div
          onKeyDown={(event) => {
            onKeyDown?.(event);
            handleCommitKeys(event, {
              commit: finish,
              cancel: () => {
                isDone.current = true;
                onCancel();
              },
            });
          }}
        >
          {children}
        </div>
      </Popover>
    </div>
  );
};
