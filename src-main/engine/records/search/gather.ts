import type { ReadDb } from '../../storage/db';
import { gatherCorrected } from './gather-corrected';
import { gatherLabelled } from './gather-labelled';
import { gatherPieces } from './gather-pieces';
import { gatherRegrouped } from './gather-regrouped';
import { gatherRelated } from './gather-related';
import { type Gathered, gatherExact } from './gather-words';
import type { Found } from './rank';
import type { SearchPlan } from './search-plan';
import { seenFound } from './seen-hits';

/** With fewer, parts of words are looked for, titles of related records, and options by their labels; with fewer still, words written in one or apart, and what may have been mistyped. */
const FEW = 8;
const VERY_FEW = 3;

/** Records that are worth ranking: a bounded number, however many there are. */
export const gather = (db: ReadDb, plan: SearchPlan): Gathered => {
  const exact = gatherExact(db, plan);
  if (exact.found.length >= FEW) return exact;
  const ridsOf = (found: readonly Found[]) => new Set(found.map(({ candidate }) => candidate.rid));
  // Those that only a title's order brought may turn out to be something else.
  const sure = exact.found.filter(({ by }) => by !== 'use');
  const pieces = seenFound(db, plan, gatherPieces(db, plan, ridsOf(sure)));
  const direct = [...sure, ...pieces];
  const related = gatherRelated(db, plan, ridsOf(direct));
  const labelled = gatherLabelled(db, plan, ridsOf([...direct, ...related]));
  const wide = [...pieces, ...related, ...labelled];
  // A number is found in many that mean another one.
  const isRare = plan.text.digits !== undefined || sure.length + wide.length < VERY_FEW;
  const others = isRare ? [...wide, ...gatherRegrouped(db, plan, ridsOf([...sure, ...wide]))] : wide;
  const known = ridsOf(others);
  const found = [...exact.found.filter(({ by, candidate }) => by !== 'use' || !known.has(candidate.rid)), ...others];
  if (sure.length + others.length >= VERY_FEW) return { found, isCut: exact.isCut };
  return { found: [...found, ...gatherCorrected(db, plan, ridsOf(found))], isCut: exact.isCut };
};
