import { useLingui } from '@lingui/react/macro';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { isDerived, type FieldDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { Icon } from '../ui/icon';
import { Tooltip } from '../ui/tooltip';
import type { EditorMove } from './editor-contract';
import { FieldDisplay } from './field-display';
import { FieldEditor } from './field-editor';
import { iconOfField } from './field-icon';
import { isEmptyValue } from './field-value';
import { isEditable } from './is-editable';
import type { OpenRecord } from './record-chip';
import styles from './field-row.module.css';

export interface FieldRowProps {
  readonly object: string;
  readonly field: FieldDef;
  readonly value: FieldValue | undefined;
  /** Rejects with the reason when the value is refused; then the row says so. */
  readonly onSave: (field: FieldDef, value: FieldValue) => Promise<unknown>;
  readonly onOpenRecord?: OpenRecord | undefined;
  readonly isReadOnly?: boolean | undefined;
}

const HOLDS_LINKS: ReadonlySet<FieldDef['type']> = new Set([
  'relation',
  'relations',
  'morphRelation',
  'emails',
  'phones',
  'links',
]);

const isLink = (target: EventTarget): boolean => target instanceof Element && target.closest('a, button') !== null;

/** Tab goes from field to field: what stands before or after this one among the rows of the same list. */
const focusNeighbour = (row: Element | null, move: EditorMove): void => {
  const rows = [...(row?.closest('dl')?.querySelectorAll<HTMLElement>('[data-field-value]') ?? [])];
  const own = row?.querySelector<HTMLElement>('[data-field-value]');
  const at = own ? rows.indexOf(own) : -1;
  const next = move === 'next' ? rows[at + 1] : move === 'previous' ? rows[at - 1] : rows[at];
  (next ?? own)?.focus();
};

/** Label and value of one field; a click or Enter edits the value in its place. Stands in a `dl`. */
export const FieldRow = ({ object, field, value = null, onSave, onOpenRecord, isReadOnly = false }: FieldRowProps) => {
  const { t } = useLingui();
  const id = useId();
  const [edit, setEdit] = useState<{ readonly initialText: string | undefined }>();
  const [reason, setReason] = useState('');
  const row = useRef<HTMLDivElement>(null);
  const canEdit = !isReadOnly && isEditable(field);
  const isCheck = field.type === 'boolean';

  const save = async (next: FieldValue): Promise<void> => {
    setReason('');
    if (next === value) return;
    try {
      await onSave(field, next);
    } catch (error) {
      if (error instanceof AppError && error.code === 'cancelled') return;
      setReason(error instanceof Error ? error.message : t`The value was not saved`);
    }
  };
  const close = (move: EditorMove): void => {
    setEdit(undefined);
    // The value is back in its place after the next frame.
    if (move !== 'stay') requestAnimationFrame(() => focusNeighbour(row.current, move));
  };
  const start = (initialText?: string): void => {
    if (!canEdit) return;
    setReason('');
    if (isCheck) void save(value !== true);
    else setEdit({ initialText });
  };
  const handleKeys = (event: KeyboardEvent): void => {
    if (!canEdit || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === 'F2' || (event.key === ' ' && isCheck)) {
      event.preventDefault();
      start();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      if (!isEmptyValue(value)) void save(null);
    } else if (event.key.length === 1 && event.key !== ' ' && !isCheck) {
      event.preventDefault();
      event.stopPropagation();
      start(event.key);
    }
  };

  const isEmpty = isEmptyValue(value) && !isCheck && field.type !== 'rating';
  // A button must not hold links; a group may.
  const holdsLinks = HOLDS_LINKS.has(field.type);
  const computed = isDerived(field) ? t`Outpost works this field out; nobody writes it.` : '';
  const help = [field.help, computed].filter((text) => text !== '').join(' ');
  const placeholder = t`Add ${field.label.toLocaleLowerCase()}`;
  return (
    <div ref={row} className={styles.row}>
      <dt className={styles.label}>
        <Icon name={iconOfField(field)} size={14} />
        {help ? (
          <Tooltip content={help} side="inline-end">
            <span id={`${id}-label`} className="truncate">
              {field.label}
            </span>
          </Tooltip>
        ) : (
          <span id={`${id}-label`} className="truncate" title={field.label}>
            {field.label}
          </span>
        )}
      </dt>
      <dd className={styles.cell}>
        {edit ? (
          <FieldEditor
            object={object}
            field={field}
            value={value}
            variant="panel"
            initialText={edit.initialText}
            onCommit={(next, move) => {
              close(move);
              void save(next);
            }}
            onCancel={() => close('down')}
          />
        ) : (
          // A role is there whenever the handlers do anything.
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
          <div
            className={styles.value}
            data-field-value=""
            data-type={isEmpty ? undefined : field.type}
            data-editable={canEdit || undefined}
            role={canEdit ? (isCheck ? 'checkbox' : holdsLinks && !isEmpty ? 'group' : 'button') : undefined}
            aria-checked={canEdit && isCheck ? value === true : undefined}
            aria-labelledby={canEdit ? (isCheck ? `${id}-label` : `${id}-label ${id}-value`) : undefined}
            id={`${id}-value`}
            tabIndex={canEdit ? 0 : undefined}
            onClick={(event) => {
              if (!isLink(event.target)) start();
            }}
            onKeyDown={handleKeys}
          >
            {isEmpty && canEdit ? (
              <span className={styles.placeholder}>{placeholder}</span>
            ) : (
              <FieldDisplay field={field} value={value} variant="panel" onOpenRecord={onOpenRecord} />
            )}
          </div>
        )}
        {reason && (
          <p className={styles.reason} role="alert">
            <Icon name="error" size={12} />
            {reason}
          </p>
        )}
      </dd>
    </div>
  );
};
