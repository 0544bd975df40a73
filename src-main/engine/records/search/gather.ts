import type { ReadDb } from '../../storage/db';
import { gatherCorrected } from './gather-corrected';
import { gatherPieces } from './gather-pieces';
import { gatherRelated } from './gather-related';
import { type Gathered, gatherExact } from './gather-words';
import type { Found } from './rank';
import type { SearchPlan } from './search-plan';
import { seenFound } from './seen-hits';

/** With fewer, parts of words are looked for, and titles of related records; with fewer still, what may have been mistyped. */
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
  const others = [...pieces, ...gatherRelated(db, plan, ridsOf(direct))];
  const known = ridsOf(others);
  const found = [...exact.found.filter(({ by, candidate }) => by !== 'use' || !known.has(candidate.rid)), ...others];
  if (sure.length + others.length >= VERY_FEW) return { found, isCut: exact.isCut };
  return { found: [...found, ...gatherCorrected(db, plan, ridsOf(found))], isCut: exact.isCut };
};
