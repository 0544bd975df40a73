import type { ObjectModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { objectKeysOf } from './find-records.sql';
import { hasPiece, piecesOf } from './matching';
import type { Found } from './rank';
import { foldForSearch } from './search-fold';
import type { SearchPlan } from './search-plan';
import { exactTerm, type SearchTerm, splitWords } from './search-text';
import { readSearchedTexts } from './searched-texts';

const hidesFields = ({ access }: ObjectModel): boolean => access?.hidesFields === true;

/** Whether more may match than somebody would find by themselves: then how many there are is not said. */
export const isPartial = ({ schema }: SearchPlan): boolean => schema.access !== undefined && !schema.access.seesAll;

/** Whether the index holds words of fields that are out of sight. */
export const hidesSomeField = ({ schema }: SearchPlan): boolean => [...schema.objects.values()].some(hidesFields);

/** Those of some records of which the index does not decide: it holds the words of fields that are out of sight. */
export const undecided = (db: ReadDb, { schema }: SearchPlan, rids: ReadonlySet<number>): ReadonlySet<number> => {
  const hiding = new Set([...schema.objects.values()].filter(hidesFields).map(({ def }) => def.key));
  if (hiding.size === 0) return new Set();
  return new Set([...objectKeysOf(db, [...rids])].flatMap(([rid, key]) => (hiding.has(key) ? [rid] : [])));
};

const isHit = ({ text }: SearchPlan, own: string, terms: readonly SearchTerm[]): boolean => {
  const words = splitWords(foldForSearch(own));
  const pieces = piecesOf(own);
  const inOrder = ` ${words.join(' ')} `;
  const has = (term: SearchTerm): boolean =>
    term.forms.some(
      (form) => words.some((word) => word.startsWith(form)) || (form.includes(' ') && inOrder.includes(` ${form} `)),
    ) || hasPiece(pieces, term);
  if (text.excluded.some((form) => has(exactTerm(form)))) return false;
  if (text.digits !== undefined && pieces.includes(text.digits)) return true;
  if (text.valuePrefixes.some((prefix) => pieces.includes(prefix))) return true;
  return [...terms, ...text.phrases.map(exactTerm)].every(has);
};

/**
 * What somebody would have found by what they see: a hit may be owed to a field that is out of sight, and a word after a minus may stand in one. Costs
 * nothing where no field is.
 */
export const seenFound = (db: ReadDb, plan: SearchPlan, found: readonly Found[]): readonly Found[] => {
  const doubtful = Map.groupBy(
    found.filter(({ candidate }) => hidesFields(candidate.object)),
    ({ candidate }) => candidate.object,
  );
  if (doubtful.size === 0) return found;
  const gone = new Set<number>();
  for (const [object, group] of doubtful) {
    const rids = group.map(({ candidate }) => candidate.rid);
    const texts = readSearchedTexts(db, plan.schema, object, rids);
    for (const { candidate, terms } of group) {
      const own = (texts.get(candidate.rid) ?? []).flatMap(({ text, pieces }) => [text, pieces]);
      if (!isHit(plan, [candidate.title, ...own].join('\n'), terms)) gone.add(candidate.rid);
    }
  }
  return found.filter(({ candidate }) => !gone.has(candidate.rid));
};
