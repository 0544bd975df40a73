import { useLingui } from '@lingui/react/macro';
import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { useState } from 'react';
import type { TagColor } from '@shared/domain/schema';
import { Icon } from '../../ui/icon';
import { Popover } from '../../ui/popover';
import { TAG_COLORS } from '../../ui/tone';
import styles from './data-model.module.css';

const COLOR_LABELS: Readonly<Record<TagColor, MessageDescriptor>> = {
  gray: msg`Gray`,
  brown: msg`Brown`,
  red: msg`Red`,
  orange: msg`Orange`,
  amber: msg`Amber`,
  lime: msg`Lime`,
  green: msg`Green`,
  teal: msg`Teal`,
  cyan: msg`Cyan`,
  blue: msg`Blue`,
  indigo: msg`Indigo`,
  violet: msg`Violet`,
  pink: msg`Pink`,
  rose: msg`Rose`,
};

interface ColorGridProps {
  readonly value: TagColor;
  readonly onChange: (color: TagColor) => void;
  readonly label: string;
}

/** The closed set of colours. */
export const ColorGrid = ({ value, onChange, label }: ColorGridProps) => {
  const { i18n } = useLingui();
  return (
    <div className={styles.colors} role="radiogroup" aria-label={label}>
      {TAG_COLORS.map((color) => (
        <button
          key={color}
          type="button"
          role="radio"
          aria-checked={color === value}
          aria-label={i18n._(COLOR_LABELS[color])}
          title={i18n._(COLOR_LABELS[color])}
          className={styles.color}
          data-color={color}
          onClick={() => onChange(color)}
        >
          {color === value && <Icon name="check" size={14} />}
        </button>
      ))}
    </div>
  );
};

/** A swatch that opens the colours. */
export const ColorButton = ({ value, onChange, label }: ColorGridProps) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label={label}
      padded={false}
      trigger={
        <button type="button" className={styles.swatchButton} aria-label={label}>
          <span className={styles.swatch} data-color={value} />
        </button>
      }
    >
      <ColorGrid
        value={value}
        label={label}
        onChange={(color) => {
          onChange(color);
          setOpen(false);
        }}
      />
    </Popover>
  );
};
