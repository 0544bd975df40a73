import { isDay, addDays } from '@shared/domain/field-types/day';
import { dateTimeRules } from '@shared/domain/field-types/date-time';
import { startOfDayMs } from '@shared/domain/field-types/time-zone';
import type { EngineClient } from '@shared/contract/index';
import { UsageError } from './usage-error';

/**
 * A moment as people write it ("2026-11-20", "2026-11-20 14:30", "yesterday"), in the workspace's zone; ms UTC. Of a day its first moment, or with
 * `edge` "end" the first one after it. Errors: UsageError.
 */
export const readMoment = async (
  client: EngineClient,
  text: string,
  option: string,
  edge: 'start' | 'end' = 'start',
): Promise<number> => {
  const { settings } = await client.workspace.status({});
  const { timeZone, currency, phoneRegion } = settings;
  if (isDay(text)) return startOfDayMs(edge === 'start' ? text : addDays(text, 1), timeZone);
  const parsed = dateTimeRules.parseText(text, {
    settings: {},
    currency,
    phoneRegion,
    dateOrder: 'ymd',
    decimalComma: false,
    nowMs: Date.now(),
    timeZone,
    members: [],
  });
  if (!parsed.ok || typeof parsed.value !== 'number')
    throw new UsageError(`${option} takes a day or a moment, such as 2026-11-20 or "2026-11-20 14:30", not "${text}"`);
  return parsed.value;
};
