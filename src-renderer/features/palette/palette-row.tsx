import { Trans } from '@lingui/react/macro';
import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { MarkedText } from '../../fields/marked-text';
import { useRecordName } from '../../fields/record-name';
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

const RecordContent = ({ item }: { readonly item: PaletteItem & { kind: 'record' } }) => {
  const { object, title, titleRanges, subtitle, subtitleRanges, snippet } = item.hit;
  const name = useRecordName()(object, title);
  const label = findObject(useFieldEnvironment(), object)?.labelSingular ?? object;
  return (
    <>
      <RecordMark object={object} title={name} size={20} />
      <span className={styles.title}>
        <MarkedText text={name} ranges={title ? titleRanges : []} />
      </span>
      <span className={styles.subtitle}>
        {label}
        {snippet ? (
          <>
            {` · ${snippet.label}: `}
            <MarkedText text={snippet.text} ranges={snippet.ranges} />
          </>
        ) : (
          subtitle && (
            <>
              {' · '}
              <MarkedText text={subtitle} ranges={subtitleRanges} />
            </>
          )
        )}
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
    {item.kind === 'record' && <RecordContent item={item} />}
    {item.kind === 'command' && (
      <>
        <span className={styles.icon}>
          <Icon name={item.command.icon} />
        </span>
        <span className={styles.title}>
          <Marked typed={text}>{item.command.title}</Marked>
        </span>
      </>
    )}
    {item.kind === 'scope' && (
      <>
        <span className={styles.icon}>
          <Icon name="filter" />
        </span>
        <span className={styles.title}>{item.suggestion.label}</span>
        <span className={`${styles.subtitle} mono`}>{item.suggestion.scope}</span>
      </>
    )}
    {item.kind === 'all' && (
      <>
        <span className={styles.icon}>
          <Icon name="search" />
        </span>
        <span className={styles.title}>
          <Trans>See all results</Trans>
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
      {isActive && item.kind === 'scope' && <Kbd keys={keyCaps('Tab')} />}
      {item.kind === 'command' && item.command.keys !== undefined && <Kbd keys={keyCaps(item.command.keys)} />}
    </span>
  </div>
);
