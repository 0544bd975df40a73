import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import {
  ADDRESS_PARTS,
  COORDINATES,
  type AddressPart,
  type AddressValue,
  type Coordinate,
} from '@shared/domain/values';
import { TextInput } from '../ui/input';
import { isSameValue, type EditorMove, type FieldEditorProps } from './editor-contract';
import { EditorPopup } from './editor-popup';
import { ADDRESS_PART_LABELS } from './field-labels';
import { addressLine, isAddress, isEmptyValue } from './field-value';
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

const COORDINATE_PARTS = ['latitude', 'longitude'] as const satisfies readonly Coordinate[];
type CoordinateTexts = Readonly<Record<Coordinate, string>>;

const textOf = (degrees: number | null): string => (degrees === null ? '' : String(degrees));

/** Degrees, with a point or a comma; null for nothing, undefined for what is none. */
const readDegrees = (part: Coordinate, text: string): number | null | undefined => {
  if (text.trim() === '') return null;
  const degrees = Number(text.trim().replace(',', '.'));
  return Math.abs(degrees) <= COORDINATES[part] ? degrees : undefined;
};

/** The parts of an address, one field each. */
export const AddressEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t, i18n } = useLingui();
  const before = isAddress(value) ? value : EMPTY;
  const [address, setAddress] = useState<AddressValue>(
    initialText === undefined ? before : { ...before, street: initialText },
  );
  const textsBefore: CoordinateTexts = { latitude: textOf(before.latitude), longitude: textOf(before.longitude) };
  const [texts, setTexts] = useState(textsBefore);
  const [wrong, setWrong] = useState<Coordinate>();
  const form = useRef<HTMLDivElement>(null);
  const inputs = (): readonly HTMLInputElement[] => [...(form.current?.querySelectorAll('input') ?? [])];
  const hasFocused = useRef(false);
  /** The keys that follow the one that opened the editor belong to its first part: it takes the focus as soon as it is there. */
  const arrive = (input: HTMLInputElement | null): void => {
    if (!input || hasFocused.current) return;
    hasFocused.current = true;
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  };

  const change = (part: AddressPart, text: string): void => setAddress((now) => ({ ...now, [part]: text }));
  const commit = (move: EditorMove): void => {
    const latitude = readDegrees('latitude', texts.latitude);
    const longitude = readDegrees('longitude', texts.longitude);
    if (latitude === undefined || longitude === undefined)
      return setWrong(latitude === undefined ? 'latitude' : 'longitude');
    const trimmed = { ...address, latitude, longitude };
    for (const part of ADDRESS_PARTS) trimmed[part] = trimmed[part].trim();
    const isMoved = ADDRESS_PARTS.some((part) => trimmed[part] !== before[part]);
    const isPlaced = latitude !== before.latitude || longitude !== before.longitude;
    // Coordinates that nobody looked at belong to the place that was there.
    const next = isMoved && !isPlaced ? { ...trimmed, latitude: null, longitude: null } : trimmed;
    const isEmpty = isEmptyValue(next);
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
      takeFocus={false}
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
            ref={part === 'street' ? arrive : undefined}
            onChange={(text) => change(part, text)}
          />
        ))}
        <div className={styles.coordinates}>
          {COORDINATE_PARTS.map((part) => (
            <TextInput
              key={part}
              size="sm"
              label={i18n._(ADDRESS_PART_LABELS[part])}
              inputMode="decimal"
              error={wrong === part ? t`Degrees from -${COORDINATES[part]} to ${COORDINATES[part]}` : undefined}
              value={texts[part]}
              onChange={(text) => {
                setTexts((now) => ({ ...now, [part]: text }));
                setWrong(undefined);
              }}
            />
          ))}
        </div>
      </div>
    </EditorPopup>
  );
};
