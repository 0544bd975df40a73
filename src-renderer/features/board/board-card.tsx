import { useDraggable, useDroppable } from '@dnd-kit/core';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { RecordId } from '@shared/domain/ids';
import { recordTitle } from '@shared/domain/record-title';
import type { ObjectDef } from '@shared/domain/schema';
import type { CurrencyValue, Row } from '@shared/domain/values';
import { useFieldEnvironment } from '../../fields/field-environment';
import { isMoney, isRelation } from '../../fields/field-value';
import { isEditable } from '../../fields/is-editable';
import { dayOf, daysBetween, formatDayInContext, formatMoney } from '../../fields/intl';
import { useRecordName } from '../../fields/record-name';
import { RecordMark } from '../../fields/record-mark';
import { daysInStage, isStaleValue, StaleMark } from '../../fields/stage-tag';
import { useNow } from '../../fields/use-now';
import { KanbanAge, KanbanCard, type KanbanCardProps } from '../../ui/kanban';
import { type BoardFields, laneKeyOf } from './board.rules';
import { moneyText } from '../../fields/money-sum';
import { QUIET_DAYS } from './use-board-sums';

/** What dropping here would change. */
export interface Gain {
  readonly percent: number | undefined;
  readonly weighted: readonly CurrencyValue[];
}

interface CardContent {
  readonly object: ObjectDef;
  readonly fields: BoardFields;
  readonly row: Row;
  /** A deal that has ended is never quiet. */
  readonly isOpen: boolean;
  readonly gain?: Gain | undefined;
}

const GainText = ({ gain }: { readonly gain: Gain }) => {
  const environment = useFieldEnvironment();
  const [first] = gain.weighted;
  const sign = (first?.amountMinor ?? 0) > 0 ? '+' : '';
  const text = moneyText(environment, gain.weighted, 'whole');
  return first && first.amountMinor !== 0 ? (
    <Trans>
      weighted {sign}
      {text}
    </Trans>
  ) : null;
};

const useCardProps = ({ object, fields, row, isOpen, gain }: CardContent): KanbanCardProps => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const nameOf = useRecordName();
  const nowMs = useNow();
  const today = dayOf(environment, nowMs);
  const company = fields.company && row[fields.company.name];
  const amount = fields.amount && row[fields.amount.name];
  const date = fields.date && row[fields.date.name];
  const nextStep = fields.nextStep && row[fields.nextStep.name];
  const updatedAt = row['updatedAt'];
  const quietDays = typeof updatedAt === 'number' ? daysBetween(dayOf(environment, updatedAt), today) : 0;
  const place = row[fields.stage.name];
  const stageDays = isOpen ? daysInStage(place, nowMs) : null;
  const allowedDays = fields.lanes.find(({ key }) => key === laneKeyOf(row, fields.stage))?.stage?.allowedDays;
  const isStale = stageDays !== null && isStaleValue(fields.stage.settings, place, nowMs);
  const badgeOf = (): Pick<KanbanCardProps, 'badge'> => {
    if (isStale) return { badge: <StaleMark days={stageDays} allowedDays={allowedDays} /> };
    // A stage that allows some days says itself when that is too long.
    if (!isOpen || quietDays < QUIET_DAYS || allowedDays !== undefined) return {};
    return { badge: <KanbanAge>{t`${quietDays} d`}</KanbanAge> };
  };
  const footer = gain
    ? {
        footer: gain.percent === undefined ? '' : `→ ${gain.percent}%`,
        footerEnd: <GainText gain={gain} />,
        footerTone: 'gain' as const,
      }
    : fields.nextStep && isOpen
      ? {
          footer: typeof nextStep === 'string' ? nextStep : t`Add a next step`,
          footerIcon: typeof nextStep === 'string' ? ('task' as const) : ('plus' as const),
        }
      : {};
  return {
    ...(isRelation(company)
      ? {
          eyebrow: (
            <>
              <RecordMark object="company" title={company.title ?? ''} size={16} />
              <span className="truncate">{company.title === null ? '' : nameOf('company', company.title)}</span>
            </>
          ),
        }
      : {}),
    title: nameOf(object.name, recordTitle(object, row)),
    ...badgeOf(),
    meta: (
      <>
        {isMoney(amount) && <b>{formatMoney(environment, amount, 'whole')}</b>}
        {typeof date === 'string' && <span>{formatDayInContext(environment, date, today)}</span>}
      </>
    ),
    ...(stageDays !== null && !isStale
      ? {
          metaEnd: (
            <span title={plural(stageDays, { one: '# day in this stage', other: '# days in this stage' })}>
              {t`${stageDays} d`}
            </span>
          ),
        }
      : {}),
    ...footer,
  };
};

/** A card as it follows the pointer. */
export const HeldCard = (content: CardContent) => <KanbanCard {...useCardProps(content)} state="dragging" />;

interface BoardCardProps extends CardContent {
  readonly laneKey: string;
  readonly isFocused: boolean;
  readonly state: KanbanCardProps['state'];
  readonly onOpen: (id: RecordId) => void;
  readonly onFocusCard: (id: RecordId) => void;
}

/** A card in its lane: takes the pointer to be dragged, and shows where another would go. */
export const BoardCard = ({ laneKey, isFocused, state, onOpen, onFocusCard, ...content }: BoardCardProps) => {
  const { t } = useLingui();
  const props = useCardProps(content);
  const { row, fields } = content;
  const drag = useDraggable({ id: row.id, disabled: !isEditable(fields.stage) });
  const drop = useDroppable({ id: `card:${row.id}`, data: { lane: laneKey, card: row.id } });
  return (
    <KanbanCard
      {...props}
      {...drag.listeners}
      ref={(node) => {
        drag.setNodeRef(node);
        drop.setNodeRef(node);
      }}
      state={state}
      role="option"
      aria-selected={state === 'lifted'}
      aria-roledescription={t`card`}
      data-card={row.id}
      tabIndex={isFocused ? 0 : -1}
      onFocus={() => onFocusCard(row.id)}
      onDoubleClick={() => onOpen(row.id)}
    />
  );
};
