import type { FieldDef } from '@shared/domain/schema';

/** Room between two fields for one that a person puts there. */
export const ORDER_STEP = 1000;

type Placed = Pick<FieldDef, 'key' | 'order'>;

/**
 * The order values to write so that a field comes to a place (0 is the first) among the others, which are given in order: one where there is room
 * between its new neighbours, else all of them anew.
 */
export const planFieldOrder = (fields: readonly Placed[], key: string, place: number): readonly Placed[] => {
  const others = fields.filter((field) => field.key !== key);
  const at = Math.min(place, others.length);
  if (fields[at]?.key === key) return [];
  const before = others[at - 1]?.order ?? 0;
  const after = others[at]?.order ?? before + 2 * ORDER_STEP;
  const middle = Math.floor((before + after) / 2);
  if (middle > before && middle < after) return [{ key, order: middle }];
  return [...others.slice(0, at), { key, order: 0 }, ...others.slice(at)].map((field, index) => ({
    key: field.key,
    order: (index + 1) * ORDER_STEP,
  }));
};
