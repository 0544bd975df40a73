import type { DuplicateReason } from '@shared/domain/duplicates';
import { isRoleAddress } from './addresses.rules';
import type { Features } from './features';
import type { MatchPlan, SignalKind } from './match-plan';
import { comparePeople, compareTitles, type NameAgreement } from './name-match.rules';

/** How likely two records are one, 0..1, and why. */
export interface Judgement {
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
}

/**
 * What speaks for and against, in steps of evidence that add up (Fellegi and Sunter 1969, weights set by hand and measured on generated data). 4 is a
 * coin's toss.
 */
const PERSON_NAME: Readonly<Record<NameAgreement, number>> = {
  same: 4,
  swapped: 3.6,
  variant: 3.4,
  similar: 3,
  initial: 2,
  alike: 2,
  part: -0.3,
  unknown: 0,
  different: -3,
};
const TITLE: Readonly<Record<NameAgreement, number>> = {
  same: 5,
  swapped: 5,
  variant: 4.6,
  similar: 3.6,
  initial: 3,
  alike: 2.5,
  part: 0.8,
  unknown: 0,
  different: -3,
};

interface Weight {
  readonly same: number;
  /** Both are filled and have nothing in common. */
  readonly different: number;
}
const SIGNAL: Readonly<Record<SignalKind, Weight>> = {
  email: { same: 7, different: -1 },
  phone: { same: 5, different: -0.7 },
  link: { same: 5, different: -1.5 },
  related: { same: 2.5, different: -0.8 },
  address: { same: 2.5, different: -0.8 },
};
const ROLE_ADDRESS = 3;
const SAME_POSTAL_CODE = 1;
const SAME_CITY = 0.5;

const EVEN = 4;
const STEEPNESS = 0.7;

/** A name that only two have says more than one that thousands have. */
const rarityOf = (namesakes: number): number =>
  Math.max(-2.5, Math.min(1, 1 - Math.log2(Math.max(2, namesakes) / 2) / 3));

const REASON_OF_NAME: Readonly<Partial<Record<NameAgreement, DuplicateReason['kind']>>> = {
  same: 'sameName',
  swapped: 'swappedName',
  variant: 'nameVariant',
  similar: 'similarName',
  initial: 'initial',
  alike: 'similarName',
};

const REASON_OF_SIGNAL: Readonly<Record<SignalKind, DuplicateReason['kind']>> = {
  email: 'sameEmail',
  phone: 'samePhone',
  link: 'sameLink',
  related: 'sameRelated',
  address: 'sameAddress',
};

interface Evidence {
  readonly weight: number;
  readonly reason?: DuplicateReason['kind'];
}
const NONE: Evidence = { weight: 0 };

const addressEvidence = (a: readonly string[], b: readonly string[]): Evidence => {
  const [streetA = '', postalA = '', cityA = ''] = a;
  const [streetB = '', postalB = '', cityB = ''] = b;
  const isSamePostal = postalA !== '' && postalA === postalB;
  const isSameCity = cityA !== '' && cityA === cityB;
  if (streetA !== '' && streetA === streetB && (isSamePostal || isSameCity))
    return { weight: SIGNAL.address.same, reason: 'sameAddress' };
  if (isSamePostal) return { weight: SAME_POSTAL_CODE, reason: 'samePostalCode' };
  if (isSameCity) return { weight: SAME_CITY };
  return cityA !== '' && cityB !== '' ? { weight: SIGNAL.address.different } : NONE;
};

const signalEvidence = (kind: SignalKind, a: readonly string[], b: readonly string[]): Evidence => {
  if (a.length === 0 || b.length === 0) return NONE;
  if (kind === 'address') return addressEvidence(a, b);
  const common = a.filter((element) => b.includes(element));
  if (common.length === 0) return { weight: SIGNAL[kind].different };
  const isRole = kind === 'email' && common.every(isRoleAddress);
  return { weight: isRole ? ROLE_ADDRESS : SIGNAL[kind].same, reason: REASON_OF_SIGNAL[kind] };
};

/** Further signals of a kind add less and less: two phone fields are often one number. */
const SECOND = 0.4;

const nameEvidence = ({ naming }: MatchPlan, a: Features, b: Features, namesakes: number): Evidence => {
  const agreement = naming === 'person' ? comparePeople(a, b) : compareTitles(a.first, b.first);
  const weight = (naming === 'person' ? PERSON_NAME : TITLE)[agreement];
  const reason = REASON_OF_NAME[agreement];
  if (reason === undefined) return { weight };
  return { weight: weight + rarityOf(namesakes), reason };
};

/**
 * Judges two records. Symmetric, and deterministic. `namesakes` is how many records have that name.
 */
export const judge = (plan: MatchPlan, a: Features, b: Features, namesakes = 2): Judgement => {
  const name = nameEvidence(plan, a, b, namesakes);
  const reasons: DuplicateReason[] = name.reason ? [{ kind: name.reason, field: plan.name.def.key }] : [];
  let sum = name.weight;
  const strongest = new Map<SignalKind, number>();
  plan.signals.forEach(({ kind, field }, at) => {
    const { weight, reason } = signalEvidence(kind, a.signals[at] ?? [], b.signals[at] ?? []);
    if (reason) reasons.push({ kind: reason, field: field.def.key });
    const known = strongest.get(kind);
    sum += known === undefined ? weight : weight * SECOND;
    strongest.set(kind, Math.max(known ?? weight, weight));
  });
  return { score: 1 / (1 + Math.exp((EVEN - sum) * STEEPNESS)), reasons };
};
