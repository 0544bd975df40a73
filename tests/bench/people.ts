/** The seeded people and companies that every run measures. */
export interface BenchPerson {
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
  readonly jobTitle: string;
  readonly city: string;
  readonly lifecycle: string;
  readonly rating: number;
  /** Index of the company. */
  readonly company: number;
  /** Values of the custom fields that are filled. */
  readonly region: string;
  readonly score: number;
  readonly tier: string;
  readonly renewal: string;
}

export interface BenchDeal {
  readonly name: string;
  /** Index of the company. */
  readonly company: number;
  readonly amount: number;
  readonly stage: string;
  readonly closeDate: string;
}

const FIRST =
  'Maren Daniel Sofia Jonas Aiko Hannah Rafael Claire Peter Leila Owen Zuzana Grace Mateo Ingrid Kwame Elena Samuel Noor Tomas Priya Ines Erik Sunniva Yusuf Amara Luca Chloé Björn Siobhán Wei Anja'.split(
    ' ',
  );
const LAST =
  'Haugen Okafor Marchetti Weidmann Morita Brandt Nunes Dubois Nyström Haddad Gallagher Novotná Whitcombe Quintana Solheim Asante Petrova Reyes Dijk Lindqvist Raman Carvalho Tangen Bakke Öztürk Nwosu Romano Lefèvre Sjöberg Murphy Zhang Krüger'.split(
    ' ',
  );
const TITLES = [
  'Account manager',
  'Buyer',
  'Operations lead',
  'CFO',
  'Head of IT',
  'Founder',
  'Plant manager',
  'Engineer',
];
const CITIES = ['Bergen', 'Hamburg', 'Lyon', 'Porto', 'Leeds', 'Osaka', 'Austin', 'Gdańsk', 'Malmö', 'Bologna'];
const NOUNS = [
  'Logistics',
  'Aeroworks',
  'Hotels',
  'Pharma',
  'Robotics',
  'Cold Chain',
  'Solar',
  'Dairy',
  'Seafood',
  'Utilities',
];
export const LIFECYCLES = ['lead', 'opportunity', 'customer', 'champion', 'partner', 'dormant'];

const REGIONS = ['Nordics', 'Benelux', 'Iberia', 'DACH', 'Baltics', 'Adriatic', 'Levant', 'Andes'];
export const TIERS = ['gold', 'silver', 'bronze'];
const STAGES = ['Qualified', 'Discovery', 'Proposal', 'Negotiation', 'Won', 'Lost'];

/** A day of 2026. */
const dayAt = (share: number): string =>
  new Date(Date.UTC(2026, 0, 1 + Math.floor(share * 365))).toISOString().slice(0, 10);

/** mulberry32: small, fast and the same on every machine. */
const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const pick = <T>(items: readonly T[], at: number): T => {
  const item = items[Math.floor(at * items.length)];
  if (item === undefined) throw new Error('Empty list');
  return item;
};

const letters = (n: number): string => {
  let rest = n;
  let text = '';
  do {
    text = String.fromCharCode(97 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  } while (rest > 0);
  return text;
};

/** Company `index`: a name that is unique by its last word. */
export const companyName = (index: number): string =>
  `${pick(LAST, ((index * 7919) % 1000) / 1000)} ${pick(NOUNS, ((index * 104729) % 1000) / 1000)} ${letters(index).toUpperCase()}`;

/** Person `index` of `companies` companies. The e-mail is unique. */
export const personAt = (index: number, companies: number): BenchPerson => {
  const next = random(index + 1);
  const first = pick(FIRST, next());
  // A rare family name for one in a thousand, so that a rare search has something to find.
  const last = index % 1000 === 7 ? `Quorrel${letters(index)}` : pick(LAST, next());
  return {
    first,
    last,
    email: `p${index}@c${index % companies}.example`,
    phone: `+4930555${String(index).padStart(7, '0')}`,
    jobTitle: pick(TITLES, next()),
    city: pick(CITIES, next()),
    lifecycle: pick(LIFECYCLES, next()),
    rating: 1 + Math.floor(next() * 5),
    company: Math.floor(next() * companies),
    region: pick(REGIONS, next()),
    score: Math.floor(next() * 10_000) / 10,
    tier: pick(TIERS, next()),
    renewal: dayAt(next()),
  };
};

/** Deal `index` of `companies` companies. */
export const dealAt = (index: number, companies: number): BenchDeal => {
  const next = random(index + 500_000_001);
  return {
    name: `${pick(NOUNS, next())} ${pick(['rollout', 'renewal', 'pilot', 'expansion'], next())} ${letters(index)}`,
    company: Math.floor(next() * companies),
    amount: 500 + Math.floor(next() * 200_000),
    stage: pick(STAGES, next()),
    closeDate: dayAt(next()),
  };
};
