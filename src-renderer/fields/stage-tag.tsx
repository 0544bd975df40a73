import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { reasonLabel, stageLabel } from '@shared/domain/field-types/stage';
import { DAY_MS, findStage, isStaleAt } from '@shared/domain/pipelines';
import type { FieldSettings } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { KanbanAge } from '../ui/kanban';
import { Tag } from '../ui/tag';
import { isStage, plainText } from './field-value';
import { useNow } from './use-now';

/** Whole days for which something has been in its stage; null where that is not known. */
export const daysInStage = (value: FieldValue | undefined, nowMs: number): number | null =>
  isStage(value) && value.since !== null ? Math.max(0, Math.floor((nowMs - value.since) / DAY_MS)) : null;

/** Whether a record has been in its stage for longer than that allows, as of now. */
export const isStaleValue = (settings: FieldSettings, value: FieldValue | undefined, nowMs: number): boolean => {
  const placed = isStage(value) ? findStage(settings.pipelines, value.key) : undefined;
  return isStage(value) && placed !== undefined && isStaleAt(placed.stage, value.since, nowMs);
};

/** That something has been in its stage for too long, and how long. */
export const StaleMark = ({
  days,
  allowedDays,
}: {
  readonly days: number;
  readonly allowedDays: number | undefined;
}) => {
  const { t } = useLingui();
  const allowed =
    allowedDays === undefined ? '' : plural(allowedDays, { one: '# day is allowed', other: '# days are allowed' });
  return (
    <span title={allowed}>
      <KanbanAge>
        {t`${days} d`}
        <span className="visually-hidden"> {t`stale`}</span>
      </KanbanAge>
    </span>
  );
};

interface StageTagProps {
  readonly settings: FieldSettings;
  readonly value: FieldValue;
}

/** A stage with its colour, why it ended, and a mark when it has lasted too long. A stage that is gone shows its key. */
export const StageTag = ({ settings, value }: StageTagProps) => {
  const nowMs = useNow();
  const key = isStage(value) ? value.key : plainText(value);
  const placed = findStage(settings.pipelines, key);
  const reason = isStage(value) && value.reason !== null ? reasonLabel(settings, key, value.reason) : '';
  const days = daysInStage(value, nowMs);
  return (
    <>
      <Tag color={placed?.stage.color ?? 'gray'}>{stageLabel(settings, key)}</Tag>
      {reason !== '' && <span className="truncate">{reason}</span>}
      {days !== null && isStaleValue(settings, value, nowMs) && (
        <StaleMark days={days} allowedDays={placed?.stage.allowedDays} />
      )}
    </>
  );
};
