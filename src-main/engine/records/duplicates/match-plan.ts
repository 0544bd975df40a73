import { isDerived } from '@shared/domain/schema';
import type { FieldModel, ObjectModel } from '../../schema/model';

/** What a field can tell of whether two records are the same. */
export type SignalKind = 'email' | 'phone' | 'link' | 'address' | 'related';

/** How an object's records are told apart: by its name, and by what its fields' types can tell. */
export interface MatchPlan {
  readonly object: ObjectModel;
  /** person: a full name. company: a title of any other kind, whose words are compared. */
  readonly naming: 'person' | 'company';
  readonly name: FieldModel;
  readonly signals: readonly { readonly kind: SignalKind; readonly field: FieldModel }[];
  /** Columns to read, in order: those of the name, then of each signal. */
  readonly columns: readonly string[];
}

const KIND_OF_TYPE: Readonly<Record<string, SignalKind>> = {
  emails: 'email',
  phones: 'phone',
  links: 'link',
  address: 'address',
  relation: 'related',
};

/** What makes an object one of the world's people, companies or places, of which there are not two. */
const TELLING: ReadonlySet<SignalKind> = new Set(['email', 'phone', 'link', 'address']);

const plans = new WeakMap<ObjectModel, MatchPlan>();

/** Rules for any object, derived from the types of its fields. */
export const matchPlan = (object: ObjectModel): MatchPlan => {
  let plan = plans.get(object);
  if (!plan) {
    const name = object.titleField;
    const signals = [...object.fields.values()]
      .filter(({ def }) => !def.isSystem && !isDerived(def) && def.key !== name.def.key)
      .flatMap((field) => {
        const kind = KIND_OF_TYPE[field.def.type];
        return kind === undefined ? [] : [{ kind, field }];
      });
    const naming = name.def.type === 'fullName' ? 'person' : 'company';
    const columns = [...name.columns, ...signals.flatMap(({ field }) => field.columns)];
    plan = { object, naming, name, signals, columns };
    plans.set(object, plan);
  }
  return plan;
};

/** Whether two records of the object that say the same are likely to be one: notes and tasks of one name are not. */
export const hasIdentity = (object: ObjectModel): boolean => {
  const { naming, signals } = matchPlan(object);
  return naming === 'person' || signals.some(({ kind }) => TELLING.has(kind));
};
