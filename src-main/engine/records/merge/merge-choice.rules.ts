import type { RecordId } from '@shared/domain/ids';
import { foldCase } from '@shared/domain/field-types/clean-text';
import type { FieldType } from '@shared/domain/schema';
import type { FieldValue, FileValue } from '@shared/domain/values';
import type { Stamp } from '../../change-log/stamps.rules';

/** What one of the records to be merged holds in a field. */
export interface Candidate {
  readonly id: RecordId;
  /** Null: empty, or something that would mean nothing after the merge. */
  readonly stored: FieldValue;
  /** When the field was written last. */
  readonly stamp: Stamp;
}

/** Whose value a merged record takes: of one record, of several together, or of none when all are empty. */
export interface Choice {
  readonly from: readonly RecordId[];
  readonly stored: FieldValue;
}

const LISTS: ReadonlySet<FieldType> = new Set(['emails', 'phones', 'links', 'multiSelect', 'array', 'files']);
/** Values that are the same but for case are one. */
const CASELESS: ReadonlySet<FieldType> = new Set(['emails', 'links']);

const isLater = (a: Stamp, b: Stamp): boolean => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);

/** An element of a list: a text, or a file. */
export type Element = string | FileValue;

const elementsOf = (stored: FieldValue): readonly Element[] =>
  // A list field's stored value is a list of texts or of files.
  Array.isArray(stored) ? (stored as readonly Element[]) : [];

const identityOf = (type: FieldType, element: Element): string => {
  if (typeof element !== 'string') return element.id;
  return CASELESS.has(type) ? foldCase(element) : element;
};

const unionOf = (
  type: FieldType,
  candidates: readonly Candidate[],
): { readonly from: readonly RecordId[]; readonly all: readonly Element[] } => {
  const seen = new Set<string>();
  const from: RecordId[] = [];
  const all: Element[] = [];
  for (const { id, stored } of candidates) {
    const fresh = elementsOf(stored).filter((element) => {
      const identity = identityOf(type, element);
      return !seen.has(identity) && seen.add(identity);
    });
    from.push(id);
    all.push(...fresh);
  }
  return { from, all };
};

const sameText = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Whose value a field takes where nobody has chosen: lists take every element, the survivor's first; else the value that was written last. The
 * survivor comes first among the candidates and keeps what is its own already. `accepts` says whether a field may hold a union.
 */
export const chooseValue = (
  type: FieldType,
  candidates: readonly Candidate[],
  accepts: (elements: readonly Element[]) => boolean,
): Choice => {
  const filled = candidates.filter(({ stored }) => stored !== null);
  const [first] = filled;
  if (!first) return { from: [], stored: null };
  if (LISTS.has(type)) {
    const { from, all } = unionOf(type, filled);
    // All elements of one list are of one type.
    if (accepts(all)) return { from, stored: all as readonly string[] };
    return { from: [first.id], stored: first.stored };
  }
  let newest = first;
  for (const candidate of filled) if (isLater(candidate.stamp, newest.stamp)) newest = candidate;
  // The same value needs no change of owner.
  const chosen = filled.find(({ stored }) => sameText(stored, newest.stored)) ?? newest;
  return { from: [chosen.id], stored: chosen.stored };
};
