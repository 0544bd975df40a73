import { cleanText } from '@shared/domain/field-types/clean-text';
import type { CreateField } from '@shared/contract/schema.contract';
import type { FieldSettings } from '@shared/domain/schema';
import { chooseApiName } from './api-names';
import { ORDER_STEP } from './field-order.rules';
import type { MetaDeps } from './meta-write';
import { toJson, type MetaPatch } from './meta-values';
import type { ObjectModel } from './model';
import { newKey } from './new-key';

/** A field to be made on the other side. */
export interface Twin {
  readonly on: ObjectModel;
  readonly row: MetaPatch;
}

/** What a `relations` field keeps: the field on the other side has its own label and name. */
export const linkSettings = ({ target, link, side }: FieldSettings): FieldSettings => ({ target, link, side });

/**
 * The field that shows the links of a new `relations` field on the other side, named as its settings ask or after the object that has them. Takes its
 * name among `taken`. Errors: `invalid_input` with `name`. The target was checked.
 */
export const twinField = (
  deps: MetaDeps,
  object: ObjectModel,
  input: Omit<CreateField, 'object'>,
  link: string,
  taken: ReadonlyMap<string, Set<string>>,
): Twin => {
  const { target = '', inverseLabel = '', inverseName } = input.settings;
  const label = cleanText(inverseLabel) || object.def.labelPlural;
  const names = taken.get(target) ?? new Set();
  const name = chooseApiName(inverseName, label, object.def.name, names);
  names.add(name.toLowerCase());
  const on = deps.schema.current().objects.get(target);
  if (!on) throw new Error('The target of a relation was not checked');
  const row: MetaPatch = {
    object_key: on.def.key,
    key: newKey(deps),
    name,
    label,
    type: 'relations',
    settings: toJson(linkSettings({ target: object.def.name, link, side: 'b' })),
    help: '',
    is_standard: false,
    is_required: false,
    is_unique: false,
    is_hidden: false,
  };
  return { on, row };
};

/** Twins as the last fields of their objects; `order` is that of the last field of `object`. */
export const inOrderOfTargets = (object: ObjectModel, order: number, twins: readonly Twin[]): readonly MetaPatch[] => {
  const last = new Map([[object.def.key, order]]);
  return twins.map(({ on, row }) => {
    const own = on.def.fields.filter((field) => !field.isSystem).map((field) => field.order);
    const next = (last.get(on.def.key) ?? Math.max(0, ...own)) + ORDER_STEP;
    last.set(on.def.key, next);
    return { ...row, sort_order: next };
  });
};
