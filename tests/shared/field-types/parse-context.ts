import type { ParseContext } from '@shared/domain/field-types/field-type';
import type { FieldSettings } from '@shared/domain/schema';

/** Friday, 20 November 2026, 10:00 in Berlin. */
export const NOW_MS = Date.UTC(2026, 10, 20, 9, 0);

export const parseContext = (settings: FieldSettings = {}, over: Partial<ParseContext> = {}): ParseContext => ({
  settings,
  currency: 'EUR',
  phoneRegion: 'DE',
  dateOrder: 'dmy',
  decimalComma: false,
  nowMs: NOW_MS,
  timeZone: 'Europe/Berlin',
  members: [],
  ...over,
});
