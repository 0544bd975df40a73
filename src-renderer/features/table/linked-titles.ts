import type { EngineClient } from '@shared/contract';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldValue, RelationValue } from '@shared/domain/values';
import { splitNames } from '@shared/domain/field-types/relations';

/** Distinct names that one paste looks up; the rest is not understood. */
const MAX_NAMES = 200;
const CANDIDATES = 5;

const fold = (text: string): string => text.trim().toLocaleLowerCase();

/** The names that a cell's text gives: several, apart by semicolons, for a relation to many. */
const namesIn = ({ type }: FieldDef, text: string): readonly string[] => {
  if (type === 'relations') return splitNames(text);
  return type === 'relation' && text.trim() !== '' ? [text] : [];
};

/** Records as copied cells name them. */
export interface LinkedTitles {
  /** A value for the field; undefined where it links to no records, or a name was not found. */
  readonly find: (field: FieldDef, text: string) => FieldValue | undefined;
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
    if (target === undefined) continue;
    for (const name of namesIn(field, text)) names.set(keyOf(target, name), { target, text: name });
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
  const find: LinkedTitles['find'] = (field, text) => {
    const wantedNames = namesIn(field, text);
    const links = wantedNames.flatMap((name) => valuesByKey.get(keyOf(field.settings.target ?? '', name)) ?? []);
    if (links.length === 0 || links.length < wantedNames.length) return undefined;
    return field.type === 'relation' ? links[0] : [...new Map(links.map((link) => [link.id, link])).values()];
  };
  return { find };
};
