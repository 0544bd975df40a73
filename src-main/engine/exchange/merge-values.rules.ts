import { foldCase } from '@shared/domain/field-types/clean-text';
import { isTextList } from '@shared/domain/field-types/list-text';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import type { FieldModel } from '../schema/model';

const CONTACT_LISTS: ReadonlySet<string> = new Set(['emails', 'phones', 'links', 'array']);
const COMPOSITES: ReadonlySet<string> = new Set(['fullName', 'address']);

const asInput = (value: FieldValue): FieldInput => value as FieldInput; // a FieldValue is JSON

const union = (first: readonly string[], then: readonly string[]): readonly string[] => {
  const seen = new Set(first.map(foldCase));
  return [...first, ...then.filter((value) => !seen.has(foldCase(value)))];
};

const filledParts = (value: FieldValue): readonly (readonly [string, FieldInput])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).filter(([, part]) => part !== '' && part !== null)
    : [];

/**
 * What a field of an existing record becomes, or undefined when it stays. Both values are as stored.
 * `fill` only adds: to an empty field, to empty parts of a name or an address, to the end of a list of e-mails, phones or links.
 * `replace` lets the file win, but keeps the elements of such a list and the parts that the file says nothing about.
 */
export const mergeValue = (
  { def, rules }: FieldModel,
  existing: FieldValue,
  incoming: FieldValue,
  mode: 'fill' | 'replace',
): FieldInput | undefined => {
  if (rules.isEmpty(incoming)) return undefined;
  if (rules.isEmpty(existing)) return asInput(incoming);
  if (CONTACT_LISTS.has(def.type) && isTextList(existing) && isTextList(incoming)) {
    return [...(mode === 'fill' ? union(existing, incoming) : union(incoming, existing))];
  }
  if (COMPOSITES.has(def.type)) {
    const [old, given] = [filledParts(existing), filledParts(incoming)];
    return Object.fromEntries(mode === 'fill' ? [...given, ...old] : [...old, ...given]);
  }
  return mode === 'fill' ? undefined : asInput(incoming);
};
