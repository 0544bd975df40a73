import { firstWeekdayOf } from '@shared/domain/field-types/day';
import type { Clock } from '../../kernel/ports';
import type { SchemaModel } from '../../schema/model';
import type { SchemaRegistry, SeenSchema } from '../../schema/registry';
import type { ReadDb } from '../../storage/db';
import { dayOfRules, seenSchema } from './seen-schema';

/** The data model as each member sees it, for one connection. */
export interface Viewers {
  /** That of a member; of whoever owns the workspace where nobody in particular asks. */
  readonly as: (memberId: string | null) => SeenSchema;
  /** To be called when a transaction was rolled back: views that were made in it are gone. */
  readonly forget: () => void;
}

interface ViewerDeps {
  readonly clock: Clock;
  readonly schema: SchemaRegistry;
  readonly settings: () => { readonly timeZone: string; readonly locale: string };
  readonly db: ReadDb;
}

interface Known {
  readonly timeZone: string;
  readonly locale: string;
  readonly day: string;
  readonly model: SchemaModel;
}

/** Models are made when they are first asked for, and again when the data model, members, roles or the day have changed. */
export const createViewers = ({ clock, schema, settings, db }: ViewerDeps): Viewers => {
  let known = new WeakMap<SchemaModel, Map<string, Known>>();
  const modelOf = (memberId: string): SchemaModel => {
    const whole = schema.current();
    // The model is that of an Owner to begin with: nothing is made, compared or looked up for them.
    if (whole.me === memberId) return whole;
    const models = known.get(whole) ?? new Map<string, Known>();
    known.set(whole, models);
    const { timeZone, locale } = settings();
    const nowMs = clock.nowMs();
    const day = dayOfRules(whole, memberId, { nowMs, timeZone });
    const before = models.get(memberId);
    if (before?.timeZone === timeZone && before.locale === locale && before.day === day) return before.model;
    const model = seenSchema({ db, nowMs, timeZone, firstWeekday: firstWeekdayOf(locale) }, whole, memberId);
    models.set(memberId, { timeZone, locale, day, model });
    return model;
  };
  return {
    as: (memberId) => ({ current: () => (memberId === null ? schema.current() : modelOf(memberId)) }),
    forget: () => {
      known = new WeakMap();
    },
  };
};
