import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { ADDRESS_PARTS, type AddressPart, type AddressValue } from '@shared/domain/values';
import { TextInput } from '../ui/input';
import { isSameValue, type EditorMove, type FieldEditorProps } from './editor-contract';
import { EditorPopup } from './editor-popup';
import { ADDRESS_PART_LABELS } from './field-labels';
import { addressLine, isAddress } from './field-value';
import styles from './field-editor.module.css';

const EMPTY: AddressValue = {
  street: '',
  city: '',
  state: '',
  postalCode: '',
  country: '',
  latitude: null,
  longitude: null,
};

/** The parts of an address, one field each. */
export const AddressEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { i18n } = useLingui();
  const before = isAddress(value) ? value : EMPTY;
  const [address, setAddress] = useState<AddressValue>(
    initialText === undefined ? before : { ...before, street: initialText },
  );
  const form = useRef<HTMLDivElement>(null);
  const inputs = (): readonly HTMLInputElement[] => [...(form.current?.querySelectorAll('input') ?? [])];
  useEffect(() => {
    const timer = setTimeout(() => inputs()[0]?.focus(), 0);
    return () => clearTimeout(timer);
  }, []);

  const change = (part: AddressPart, text: string): void => setAddress((now) => ({ ...now, [part]: text }));
  const commit = (move: EditorMove): void => {
    const trimmed = { ...address };
    for (const part of ADDRESS_PARTS) trimmed[part] = trimmed[part].trim();
    const isMoved = ADDRESS_PARTS.some((part) => trimmed[part] !== before[part]);
    // Coordinates belong to the place that was there.
    const next = isMoved ? { ...trimmed, latitude: null, longitude: null } : trimmed;
    const isEmpty = ADDRESS_PARTS.every((part) => next[part] === '');
    if (isSameValue(next, before)) onCommit(value, move);
    else onCommit(isEmpty ? null : next, move);
  };
  return (
    <EditorPopup
      label={field.label}
      variant={variant}
      face={addressLine(before)}
      onCommit={commit}
      onCancel={onCancel}
      onKeyDown={(event) => {
        if (event.key !== 'Tab') return;
        const all = inputs();
        const at = all.findIndex((input) => input === event.target);
        const next = all[at + (event.shiftKey ? -1 : 1)];
        // Past the first and the last part, Tab leaves the field.
        if (at < 0 || !next) return;
        event.preventDefault();
        next.focus();
        next.select();
      }}
    >
      <div ref={form} className={styles.address}>
        {ADDRESS_PARTS.map((part) => (
          <TextInput
            key={part}
            size="sm"
            label={i18n._(ADDRESS_PART_LABELS[part])}
            value={address[part]}
            onChange={(text) => change(part, text)}
          />
        ))}
      </div>
    </EditorPopup>
  );
};
