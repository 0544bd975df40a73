import { useId, useMemo, useRef, useState, type ComponentProps, type KeyboardEvent, type RefObject } from 'react';
import { formatMessage } from '@shared/messages/format-message';
import type { FieldType } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { Popover } from '../ui/popover';
import { DayPicker } from './day-picker';
import { handleCommitKeys, isSameValue, type EditorMove, type FieldEditorProps } from './editor-contract';
import { EditorHints, EditorNote } from './editor-notes';
import { useFieldEnvironment } from './field-environment';
import { editableText, parseNewValue } from './field-parsing';
import { fieldText } from './field-text';
import { dayOf, formatTime } from './intl';
import { useEditorFocus } from './use-editor-focus';
import styles from './field-editor.module.css';

const INPUT_MODES: Partial<Readonly<Record<FieldType, ComponentProps<'input'>['inputMode']>>> = {
  number: 'decimal',
  integer: 'numeric',
  percent: 'decimal',
  currency: 'decimal',
};

const ALIGNED_TO_END: ReadonlySet<FieldType> = new Set(['number', 'integer', 'percent', 'currency']);

/** Plain words need no second reading below them. */
const previewOf = (type: FieldType, shown: string, typed: string): string =>
  type === 'text' || type === 'longText' || type === 'json' || shown === typed.trim() ? '' : shown;

/** Every type that is typed as one text: the reading is previewed, and what cannot be read stays with its reason. */
export const TextEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const environment = useFieldEnvironment();
  const id = useId();
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const popup = useRef<HTMLDivElement>(null);
  const [firstText] = useState(() => initialText ?? editableText(field, value, environment));
  const [text, setText] = useState(firstText);
  const [hasTried, setHasTried] = useState(false);
  const [isInCalendar, setInCalendar] = useState(false);
  const isDone = useRef(false);
  const result = useMemo(() => parseNewValue(field, text, environment), [field, text, environment]);
  const isLong = field.type === 'longText' || field.type === 'json';
  const hasCalendar = field.type === 'date' || field.type === 'dateTime';
  const input = useEditorFocus<HTMLInputElement & HTMLTextAreaElement>(initialText === undefined && !isLong);

  const finish = (next: FieldValue, move: EditorMove): void => {
    if (isDone.current) return;
    isDone.current = true;
    onCommit(isSameValue(next, value) ? value : next, move);
  };
  const commit = (move: EditorMove): void => {
    if (initialText === undefined && text === firstText) finish(value, move);
    else if (result.ok) finish(result.value, move);
    else setHasTried(true);
  };
  const cancel = (): void => {
    isDone.current = true;
    onCancel();
  };
  const read = result.ok ? result.value : null;
  const day =
    typeof read === 'number' ? dayOf(environment, read) : typeof read === 'string' && hasCalendar ? read : null;
  const pickDay = (picked: string): void => {
    // A moment keeps its time of day.
    const time = typeof read === 'number' ? ` ${formatTime({ ...environment, locale: 'en-GB' }, read)}` : '';
    const parsed = parseNewValue(field, picked + time, environment);
    if (parsed.ok) finish(parsed.value, 'stay');
  };

  const preview =
    result.ok && text.trim() !== '' ? previewOf(field.type, fieldText(field, read, environment), text) : '';
  const reason = hasTried && !result.ok ? formatMessage(result.reason) : '';
  const hasNote = reason !== '' || preview !== '';
  const note = <EditorNote id={id} reason={reason} preview={preview} />;
  const handleKeys = (event: KeyboardEvent): void => {
    if (hasCalendar && event.key === 'ArrowDown') {
      event.preventDefault();
      setInCalendar(true);
    }
    handleCommitKeys(event, { commit, cancel });
  };
  const shared = {
    className: styles.input,
    value: text,
    'aria-label': field.label,
    'aria-invalid': reason !== '' || undefined,
    'aria-describedby': hasNote ? id : undefined,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setText(event.currentTarget.value),
    onKeyDown: handleKeys,
  };
  return (
    <div
      ref={setBox}
      className={styles.editor}
      data-variant={variant}
      data-invalid={reason !== '' || undefined}
      data-long={isLong || undefined}
      onBlur={(event) => {
        const next = event.relatedTarget;
        if (!(next instanceof Node && popup.current?.contains(next))) commit('stay');
      }}
    >
      {isLong ? (
        <textarea {...shared} ref={input as RefObject<HTMLTextAreaElement | null>} rows={4} />
      ) : (
        <input
          {...shared}
          ref={input as RefObject<HTMLInputElement | null>}
          inputMode={INPUT_MODES[field.type]}
          autoComplete="off"
          data-end={(variant === 'cell' && ALIGNED_TO_END.has(field.type)) || undefined}
        />
      )}
      {variant === 'panel' && !hasCalendar && (hasNote ? note : !isLong && <EditorHints />)}
      <Popover
        open={hasCalendar || (variant === 'cell' && hasNote)}
        anchor={box}
        takeFocus={false}
        padded={false}
        label={field.label}
        className={hasCalendar ? styles.calendar : styles.floating}
      >
        {/* Keys of the calendar end the edit too; the pointer must not take the focus out of the text. */}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
        <div
          ref={popup}
          onMouseDown={(event) => event.preventDefault()}
          onKeyDown={(event) => {
            // Enter on a day picks it.
            if (event.key === 'Enter') event.stopPropagation();
            else handleCommitKeys(event, { commit, cancel });
          }}
        >
          {note}
          {hasCalendar && <DayPicker day={day} takeFocus={isInCalendar} onPick={pickDay} />}
        </div>
      </Popover>
    </div>
  );
};
