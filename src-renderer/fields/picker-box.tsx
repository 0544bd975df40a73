import { Fragment, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Icon } from '../ui/icon';
import list from '../ui/option-list.module.css';
import { Popover } from '../ui/popover';
import { handleCommitKeys, type EditorMove } from './editor-contract';
import { useEditorFocus } from './use-editor-focus';
import styles from './field-editor.module.css';

export interface PickerItem {
  readonly key: string;
  readonly content: ReactNode;
  readonly isChosen: boolean;
  readonly end?: ReactNode;
  /** Heading of the items that follow one another with the same. */
  readonly group?: string | undefined;
}

interface PickerBoxProps {
  readonly label: string;
  readonly variant: 'cell' | 'panel';
  /** Chips of what is chosen, before the text. */
  readonly chips: ReactNode;
  readonly items: readonly PickerItem[];
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onPick: (key: string) => void;
  /** Shown as the last line while there is text; undefined: nothing can be made. */
  readonly createLabel?: string | undefined;
  readonly onCreate?: (() => void) | undefined;
  /** Enter makes a new one, for nothing in the list is called that. Default: it takes the first of the list. */
  readonly startsAtCreate?: boolean | undefined;
  /** Backspace in the empty text. */
  readonly onRemoveLast: () => void;
  readonly heading: string;
  readonly emptyLabel: string;
  readonly footer?: ReactNode;
  /** Why the last attempt failed. */
  readonly reason?: string | undefined;
  /** One is picked and saved at once; several are collected until Enter without a marked line. */
  readonly isMultiple: boolean;
  readonly onCommit: (move: EditorMove) => void;
  readonly onCancel: () => void;
  readonly isBusy?: boolean | undefined;
}

const CREATE = '\u0000create';

/** A text with a list under it. The focus stays in the text; the list follows by `aria-activedescendant`. */
export const PickerBox = ({
  label,
  variant,
  chips,
  items,
  query,
  onQuery,
  onPick,
  createLabel,
  onCreate,
  onRemoveLast,
  heading,
  emptyLabel,
  footer,
  reason,
  startsAtCreate = false,
  isMultiple,
  onCommit,
  onCancel,
  isBusy = false,
}: PickerBoxProps) => {
  const id = useId();
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const popup = useRef<HTMLDivElement>(null);
  const input = useEditorFocus<HTMLInputElement>(false);
  const lines = createLabel === undefined ? items.map(({ key }) => key) : [...items.map(({ key }) => key), CREATE];
  const chosenAt = items.findIndex(({ isChosen }) => isChosen);
  // Without a word typed or an arrow pressed, Enter must not choose anything new.
  const firstAt = startsAtCreate && createLabel !== undefined ? items.length : 0;
  const restAt = query !== '' ? firstAt : isMultiple ? -1 : chosenAt;
  const [marked, setMarked] = useState<{ readonly at: number; readonly query: string }>();
  const at = Math.min(marked?.query === query ? marked.at : restAt, lines.length - 1);

  useEffect(() => {
    popup.current?.querySelector('[data-highlighted]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const pick = (key: string): void => {
    setMarked(undefined);
    if (key === CREATE) onCreate?.();
    else onPick(key);
  };
  const pickOrCommit = (move: EditorMove): void => {
    const key = lines[at];
    const isPick = key !== undefined && (move === 'down' || (query !== '' && move !== 'stay'));
    if (isBusy) return;
    if (isPick) pick(key);
    else onCommit(move);
  };
  const step = (by: number): void => {
    if (lines.length === 0) return;
    setMarked({ at: (at + by + lines.length) % lines.length, query });
  };

  return (
    <div
      ref={setBox}
      className={styles.editor}
      data-variant={variant}
      data-picker=""
      data-invalid={reason ? true : undefined}
      onBlur={(event) => {
        const next = event.relatedTarget;
        if (next instanceof Node && (event.currentTarget.contains(next) || popup.current?.contains(next))) return;
        if (!isBusy) onCommit('stay');
      }}
    >
      <div className={styles.chips}>
        {chips}
        <input
          ref={input}
          className={styles.input}
          role="combobox"
          autoComplete="off"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
          aria-invalid={reason ? true : undefined}
          aria-describedby={reason ? `${id}-reason` : undefined}
          aria-busy={isBusy || undefined}
          value={query}
          onChange={(event) => onQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              step(event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1);
            } else if (event.key === 'Backspace' && query === '') {
              event.preventDefault();
              onRemoveLast();
            }
            handleCommitKeys(event, { commit: pickOrCommit, cancel: onCancel });
          }}
        />
      </div>
      <Popover open anchor={box} takeFocus={false} padded={false} label={label} className={styles.popup}>
        {/* The pointer must not take the focus out of the text: nothing else listens here. */}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
        <div
          ref={popup}
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
        >
          {reason && (
            <p id={`${id}-reason`} className={styles.popupReason} role="alert">
              <Icon name="error" size={12} />
              {reason}
            </p>
          )}
          <p className={list.heading}>{heading}</p>
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label={label}
            aria-multiselectable={isMultiple || undefined}
            className={styles.options}
          >
            {items.map((item, index) => (
              <Fragment key={item.key}>
                {item.group !== undefined && item.group !== items[index - 1]?.group && (
                  <p role="presentation" className={list.heading}>
                    {item.group}
                  </p>
                )}
                {/* Keys are handled in the text, which names the marked line. */}
                {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
                <div
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={item.isChosen}
                  className={list.item}
                  data-highlighted={index === at || undefined}
                  onPointerMove={() => {
                    if (index !== at) setMarked({ at: index, query });
                  }}
                  onClick={() => pick(item.key)}
                >
                  <span className={list.text}>{item.content}</span>
                  {item.end !== undefined && <span className={list.end}>{item.end}</span>}
                  <span className={list.check}>{item.isChosen && <Icon name="check" size={14} />}</span>
                </div>
              </Fragment>
            ))}
            {createLabel !== undefined && (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                id={`${id}-${items.length}`}
                role="option"
                tabIndex={-1}
                aria-selected={false}
                className={list.item}
                data-highlighted={at === items.length || undefined}
                onPointerMove={() => {
                  if (at !== items.length) setMarked({ at: items.length, query });
                }}
                onClick={() => pick(CREATE)}
              >
                <Icon name="plus" size={14} className={list.icon} />
                <span className={list.text}>
                  <span className="truncate">{createLabel}</span>
                </span>
              </div>
            )}
          </div>
          {lines.length === 0 && <p className={list.note}>{emptyLabel}</p>}
          {footer && <div className={list.footer}>{footer}</div>}
        </div>
      </Popover>
    </div>
  );
};
