import type { EngineClient } from '@shared/contract';
import type { FieldDef } from '@shared/domain/schema';
import type { RelationValue } from '@shared/domain/values';

/** Distinct names that one paste looks up; the rest is not understood. */
const MAX_NAMES = 200;
const CANDIDATES = 5;

const fold = (text: string): string => text.trim().toLocaleLowerCase();

/** Names of records as they stand in a copied cell, by field and name. */
export interface LinkedTitles {
  readonly find: (field: FieldDef, text: string) => RelationValue | undefined;
}

/** Finds the records that pasted texts name; a name that several records share is left alone. */
export const findLinkedTitles = async (
  engine: EngineClient,
  wanted: readonly { readonly field: FieldDef; readonly text: string }[],
): Promise<LinkedTitles> => {
  const keyOf = (target: string, text: string) => `${target}/${fold(text)}`;
  const names = new Map<string, { readonly target: string; readonly text: string }>();
  for (const { field, text } of wanted) {
    const { target } = field.settings;
    if (field.type === 'relation' && target !== undefined && text.trim() !== '')
      names.set(keyOf(target, text), { target, text });
  }
  const found = await Promise.all(
    [...names].slice(0, MAX_NAMES).map(async ([key, { target, text }]) => {
      const { results } = await engine.search.find({ text: text.slice(0, 400), objects: [target], limit: CANDIDATES });
      const same = results.filter(({ title }) => fold(title) === fold(text));
      const [only] = same;
      return same.length === 1 && only ? [[key, { id: only.id, title: only.title }] as const] : [];
    }),
  );
  const valuesByKey = new Map<string, RelationValue>(found.flat());
  return { find: (field, text) => valuesByKey.get(keyOf(field.settings.target ?? '', text)) };
};
