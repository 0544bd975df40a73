import { Trans, useLingui } from '@lingui/react/macro';
import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { RecordMark } from '../../fields/record-mark';
import { keyCaps } from '../../stores/key-names';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import { markMatches } from './palette-commands';
import type { PaletteItem } from './use-palette-results';
import styles from './palette.module.css';

interface PaletteRowProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly text: string;
  readonly isActive: boolean;
  readonly onHover: () => void;
  readonly onRun: () => void;
}

const Marked = ({ children, typed }: { readonly children: string; readonly typed: string }) =>
  markMatches(children, typed).map((part, index) =>
    part.isMatch ? (
      // The parts of one text never change their order.
      // oxlint-disable-next-line react/no-array-index-key
      <mark key={index} className={styles.mark}>
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );

const RecordContent = ({ item, text }: { readonly item: PaletteItem & { kind: 'record' }; readonly text: string }) => {
  const { t } = useLingui();
  const { object, title, subtitle } = item.hit;
  const name = title || t`No name`;
  const label = findObject(useFieldEnvironment(), object)?.labelSingular ?? object;
  return (
    <>
      <RecordMark object={object} title={name} size={20} />
      <span className={styles.title}>
        <Marked typed={text}>{name}</Marked>
      </span>
      <span className={styles.subtitle}>
        {label}
        {subtitle && ' · '}
        <Marked typed={text}>{subtitle}</Marked>
      </span>
    </>
  );
};

export const PaletteRow = ({ id, item, text, isActive, onHover, onRun }: PaletteRowProps) => (
  // The field above keeps the focus and has the keys.
  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
  <div
    id={id}
    className={styles.row}
    role="option"
    tabIndex={-1}
    aria-selected={isActive}
    data-key={item.key}
    onPointerMove={onHover}
    onClick={onRun}
  >
    {item.kind === 'record' ? (
      <RecordContent item={item} text={text} />
    ) : (
      <>
        <span className={styles.icon}>
          <Icon name={item.command.icon} />
        </span>
        <span className={styles.title}>
          <Marked typed={text}>{item.command.title}</Marked>
        </span>
      </>
    )}
    <span className={styles.end}>
      {isActive && item.kind === 'record' && (
        <>
          <Trans>Open</Trans>
          <Kbd keys={keyCaps('Enter')} />
        </>
      )}
      {item.kind === 'command' && item.command.keys !== undefined && <Kbd keys={keyCaps(item.command.keys)} />}
    </span>
  </div>
);
