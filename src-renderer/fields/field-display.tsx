import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { displayName } from '@shared/domain/field-types/full-name';
import { formatJson } from '@shared/domain/field-types/json';
import { isRichDocument } from '@shared/domain/rich-text/document';
import { plainTextOf } from '@shared/domain/rich-text/plain-text';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { Avatar } from '../ui/avatar';
import { classNames } from '../ui/class-names';
import { Icon } from '../ui/icon';
import { CheckDisplay } from './check-display';
import { ContactList } from './contact-list';
import { useFieldEnvironment } from './field-environment';
import {
  addressLine,
  addressLines,
  filesOf,
  isActor,
  isAddress,
  isEmptyValue,
  isFullName,
  isMoney,
  isMorph,
  isRelation,
  linksOf,
  plainText,
  textsOf,
} from './field-value';
import { FileList } from './file-list';
import { formatMoney, formatNumber } from './intl';
import { MemberDisplay } from './member-display';
import { Day, Moment } from './moment';
import { OptionTag } from './option-tag';
import { PercentDisplay } from './percent-display';
import { RecordChip, type OpenRecord } from './record-chip';
import { StageTag } from './stage-tag';
import { RichTextView } from './rich-text-view';
import { Stars } from './stars';
import styles from './field-display.module.css';

export interface FieldDisplayProps {
  readonly field: FieldDef;
  readonly value: FieldValue | undefined;
  /** cell: one line of a list; panel: as much as the field needs. */
  readonly variant: 'cell' | 'panel';
  readonly onOpenRecord?: OpenRecord | undefined;
}

const EmptyDisplay = () => (
  <span className={styles.empty}>
    <span aria-hidden="true">-</span>
    <span className="visually-hidden">
      <Trans>empty</Trans>
    </span>
  </span>
);

const Plain = ({ children }: { readonly children: string }) => <span className={styles.text}>{children}</span>;

const NumberDisplay = ({ value, decimals }: { readonly value: number; readonly decimals: number | undefined }) => (
  <span className={styles.number}>{formatNumber(useFieldEnvironment(), value, decimals)}</span>
);

interface MoneyDisplayProps {
  readonly value: FieldValue;
  readonly variant: 'cell' | 'panel';
}

const MoneyDisplay = ({ value, variant }: MoneyDisplayProps) => {
  const environment = useFieldEnvironment();
  if (!isMoney(value)) return <EmptyDisplay />;
  const full = formatMoney(environment, value);
  const text = variant === 'cell' ? formatMoney(environment, value, 'whole') : full;
  return (
    <span className={styles.number} title={text === full ? undefined : full}>
      {text}
    </span>
  );
};

const AddressDisplay = ({ value, variant }: MoneyDisplayProps) => {
  if (!isAddress(value)) return <EmptyDisplay />;
  const whole = addressLines(value).join('\n');
  return variant === 'cell' ? (
    <span className={styles.text} title={whole}>
      {addressLine(value)}
    </span>
  ) : (
    <span className={styles.lines}>{whole}</span>
  );
};

const contentOf = ({ field, value = null, variant, onOpenRecord }: FieldDisplayProps): ReactNode => {
  const { type, settings } = field;
  switch (type) {
    case 'boolean':
      return <CheckDisplay checked={value === true} />;
    case 'rating':
      return <Stars value={typeof value === 'number' ? value : 0} />;
    case 'text':
    case 'autoNumber':
    case 'position':
    case 'formula':
    case 'rollup':
      return <Plain>{plainText(value)}</Plain>;
    case 'longText':
      return variant === 'cell' ? (
        <Plain>{plainText(value)}</Plain>
      ) : (
        <span className={styles.lines}>{plainText(value)}</span>
      );
    case 'richText':
      if (!isRichDocument(value)) return <EmptyDisplay />;
      return variant === 'cell' ? <Plain>{plainTextOf(value)}</Plain> : <RichTextView document={value} />;
    case 'json':
      return variant === 'cell' ? (
        <span className={classNames(styles.text, 'mono')}>{plainText(value)}</span>
      ) : (
        <span className={classNames(styles.lines, 'mono')}>{formatJson(plainText(value))}</span>
      );
    case 'number':
    case 'integer':
      return <NumberDisplay value={Number(value)} decimals={type === 'integer' ? 0 : settings.decimals} />;
    case 'percent':
      return <PercentDisplay value={Number(value)} decimals={settings.decimals} variant={variant} />;
    case 'currency':
      return <MoneyDisplay value={value} variant={variant} />;
    case 'date':
      return <Day day={plainText(value)} variant={variant} />;
    case 'dateTime':
      return <Moment atMs={Number(value)} />;
    case 'select':
      return <OptionTag options={settings.options} value={plainText(value)} />;
    case 'multiSelect':
      return textsOf(value).map((key) => <OptionTag key={key} options={settings.options} value={key} />);
    case 'stage':
      return <StageTag settings={settings} value={value} />;
    case 'fullName':
      return <Plain>{isFullName(value) ? displayName(value) : ''}</Plain>;
    case 'emails':
    case 'phones':
    case 'links':
    case 'array':
      return <ContactList type={type} values={textsOf(value)} variant={variant} />;
    case 'address':
      return <AddressDisplay value={value} variant={variant} />;
    case 'relation':
    case 'morphRelation': {
      if (!isRelation(value)) return <EmptyDisplay />;
      const object = isMorph(value) ? value.object : (settings.target ?? '');
      return (
        <RecordChip
          object={object}
          id={value.id}
          title={value.title}
          onOpenRecord={onOpenRecord}
          tabIndex={variant === 'cell' ? -1 : undefined}
        />
      );
    }
    case 'relations':
      return linksOf(value).map(({ id, title }) => (
        <RecordChip
          key={id}
          object={settings.target ?? ''}
          id={id}
          title={title}
          onOpenRecord={onOpenRecord}
          tabIndex={variant === 'cell' ? -1 : undefined}
        />
      ));
    case 'member':
      return isRelation(value) ? <MemberDisplay title={value.title} /> : <Plain>{plainText(value)}</Plain>;
    case 'files':
      return <FileList files={filesOf(value)} variant={variant} />;
    case 'actor':
      return isActor(value) ? (
        <>
          {value.kind === 'person' ? <Avatar name={value.name} size={20} /> : <Icon name="bolt" size={14} />}
          <Plain>{value.name}</Plain>
        </>
      ) : null;
  }
};

/** One field's value, as lists, panels, cards and previews show it. */
export const FieldDisplay = (props: FieldDisplayProps) => {
  const { field, value, variant } = props;
  // A box that is not ticked and no stars are values that can be clicked.
  const isAlwaysShown = field.type === 'boolean' || (field.type === 'rating' && variant === 'panel');
  if (isEmptyValue(value) && !isAlwaysShown) return <EmptyDisplay />;
  return (
    <span className={styles.value} data-type={field.type} data-wraps={variant === 'panel' || undefined}>
      {contentOf(props)}
    </span>
  );
};
