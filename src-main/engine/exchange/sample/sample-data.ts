import type { RecordId } from '@shared/domain/ids';
import type { ValuesInput } from '@shared/domain/values';
import { NAME_POOLS, toAddressPart } from './sample-names';
import { SAMPLE_PLACES, type SamplePlace } from './sample-places';
import { SAMPLE_SECTORS } from './sample-companies';
import { createSampleRandom, type SampleRandom } from './sample-random';
import { SAMPLE_NEW_BUSINESS, SAMPLE_RENEWALS, stageAt, stagePath } from './sample-stages';
import {
  DONE_TASKS,
  fillIn,
  GENERAL_NOTES,
  JOB_TITLES,
  LOST_NOTES,
  NEXT_STEPS,
  OPEN_NOTES,
  OPEN_TASKS,
  PRODUCTS,
  RIVALS,
  type SampleNoteText,
  WON_NOTES,
} from './sample-texts';

/** A record of the sample, to be written in this order: what others point to comes first. */
export interface SampleRecord {
  readonly object: string;
  readonly id: RecordId;
  readonly values: ValuesInput;
  /** What happened to it later, one after the other. */
  readonly changes?: readonly ValuesInput[];
}

interface Company {
  readonly id: RecordId;
  readonly name: string;
  readonly domain: string;
  readonly place: SamplePlace;
  readonly lifecycle: string;
}

interface Person {
  readonly id: RecordId;
  readonly first: string;
  readonly last: string;
  readonly company: Company;
}

interface Deal {
  readonly id: RecordId;
  readonly contact: Person;
  readonly outcome: 'open' | 'won' | 'lost';
  readonly product: string;
  readonly seats: number;
}

const PEOPLE = 500;
const DEALS = 200;
const DAY_MS = 86_400_000;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const day = (nowMs: number, offsetDays: number): string =>
  new Date(nowMs + offsetDays * DAY_MS).toISOString().slice(0, 10);

const streetOf = (random: SampleRandom, { country, streets }: SamplePlace): string => {
  const street = random.pick(streets);
  const number = random.between(2, 180);
  return country === 'Germany' || country === 'Sweden' ? `${street} ${number}` : `${number} ${street}`;
};

interface Sample {
  readonly random: SampleRandom;
  readonly nowMs: number;
  readonly newId: () => RecordId;
  readonly currency: string;
  readonly add: (object: string, id: RecordId, values: ValuesInput, changes?: readonly ValuesInput[]) => void;
}

const addCompanies = ({ random, newId, currency, add }: Sample): readonly Company[] =>
  SAMPLE_SECTORS.flatMap(({ industry, about, companies }) =>
    companies.map((name): Company => {
      const id = newId();
      const place = random.pick(SAMPLE_PLACES);
      const domain = `${toAddressPart(name)}.example`;
      const lifecycle = random.pick([
        'lead',
        'lead',
        'opportunity',
        'opportunity',
        'customer',
        'customer',
        'customer',
        'partner',
        'dormant',
      ]);
      const employees = Math.round(8 * 1.9 ** random.between(0, 7) * (0.7 + random.next() * 0.6));
      const { city, state, postalCode, country } = place;
      add('company', id, {
        name,
        domains: [domain],
        industry,
        lifecycle,
        employees,
        annualRevenue: { amountMinor: Math.round((employees * random.between(90, 260)) / 10) * 1_000_000, currency },
        rating: random.between(1, 5),
        address: { street: streetOf(random, place), city, state, postalCode, country },
        phones: [place.phone(random)],
        emails: [`hello@${domain}`],
        founded: String(random.between(1952, 2021)),
        description: random.pick(about),
      });
      return { id, name, domain, place, lifecycle };
    }),
  );

const addPeople = (sample: Sample, companies: readonly Company[]): readonly Person[] => {
  const { random, nowMs, newId, add } = sample;
  const used = new Set<string>();
  const people: Person[] = [];
  while (people.length < PEOPLE) {
    const { firsts, lasts } = random.pick(NAME_POOLS);
    const [first, last] = [random.pick(firsts), random.pick(lasts)];
    if (used.has(`${first} ${last}`)) continue;
    used.add(`${first} ${last}`);
    // Everyone has a company: the first round gives each one somebody, the rest go more to the front of the list.
    const at = people.length < companies.length ? people.length : Math.floor(random.next() ** 1.6 * companies.length);
    const company = companies[at];
    if (!company) break;
    const id = newId();
    const { city, state, postalCode, country } = company.place;
    const mail = `${toAddressPart(first)}.${toAddressPart(last)}@${company.domain}`;
    const isKnown = company.lifecycle !== 'lead' || random.chance(0.4);
    add('person', id, {
      name: { first, last },
      company: company.id,
      emails: [mail],
      ...(random.chance(0.82) ? { phones: [company.place.phone(random)] } : {}),
      jobTitle: random.pick(JOB_TITLES),
      lifecycle: company.lifecycle === 'customer' && random.chance(0.15) ? 'champion' : company.lifecycle,
      ...(random.chance(0.7) ? { rating: random.between(1, 5) } : {}),
      ...(isKnown ? { lastContacted: nowMs - random.between(1, 90) * DAY_MS - random.between(0, 36) * 600_000 } : {}),
      optIn: random.chance(0.55),
      source: random.pick([
        'referral',
        'website',
        'website',
        'outbound',
        'outbound',
        'event',
        'partner',
        'advertising',
        'other',
      ]),
      address: { street: '', city, state, postalCode, country },
      ...(random.chance(0.12)
        ? {
            birthday: `${random.between(1960, 1999)}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`,
          }
        : {}),
    });
    people.push({ id, first, last, company });
  }
  return people;
};

const addDeals = ({ random, nowMs, newId, currency, add }: Sample, people: readonly Person[]): readonly Deal[] =>
  Array.from({ length: DEALS }, (_, i): Deal | undefined => {
    const contact = people[random.between(0, people.length - 1)];
    if (!contact) return undefined;
    const isRenewal = i % 5 === 4;
    const pipeline = isRenewal ? SAMPLE_RENEWALS : SAMPLE_NEW_BUSINESS;
    const stage = stageAt(pipeline, (i * 37) % 100);
    const outcome = stage === pipeline.won ? 'won' : stage === pipeline.lost ? 'lost' : 'open';
    const product = isRenewal ? 'Renewal' : random.pick(PRODUCTS);
    const seats = random.pick([5, 8, 10, 12, 15, 20, 25, 30, 40, 60, 85, 120]);
    const [soonest, latest] = 'closesIn' in stage ? stage.closesIn : [0, 0];
    // One open deal in twelve is past the day when it should have been decided, as in life.
    const closeIn =
      outcome !== 'open'
        ? -random.between(3, 300)
        : random.chance(0.08)
          ? -random.between(1, 20)
          : random.between(soonest, latest);
    const daysInStage = outcome === 'open' ? random.between(0, random.chance(0.15) ? 60 : 18) : -closeIn;
    const [first, ...later] = stagePath(random, pipeline, stage, { nowMs, daysInStage });
    const price = random.pick([180, 240, 300, 360, 480]);
    const id = newId();
    add(
      'opportunity',
      id,
      {
        name: `${contact.company.name}: ${product}`,
        company: contact.company.id,
        contact: contact.id,
        stage: first ? { ...first } : null,
        amount: { amountMinor: seats * price * 100, currency },
        closeDate: day(nowMs, closeIn),
        source: random.pick(['referral', 'website', 'outbound', 'event', 'partner']),
        ...(outcome === 'open' && random.chance(0.8)
          ? { nextStep: random.pick(NEXT_STEPS[stage.key] ?? ['Call']) }
          : {}),
        description: `${seats} seats.`,
      },
      later.map((place) => ({ stage: { ...place } })),
    );
    return { id, contact, outcome, product, seats };
  }).filter((deal) => deal !== undefined);

const textValues = (
  sample: Sample,
  { first, last, company }: Person,
  deal: Deal | undefined,
  colleague: Person | undefined,
) => ({
  first,
  name: `${first} ${last}`,
  company: company.name,
  city: company.place.city,
  product: deal?.product ?? 'the product',
  seats: String(deal?.seats ?? sample.random.between(4, 40)),
  month: MONTHS[new Date(sample.nowMs + sample.random.between(20, 150) * DAY_MS).getUTCMonth()] ?? 'spring',
  rival: sample.random.pick(RIVALS),
  colleague: colleague ? `${colleague.first} ${colleague.last}` : 'their controller',
});

const NOTES = { open: OPEN_NOTES, won: WON_NOTES, lost: LOST_NOTES } as const;

const notesFor = (deal: Deal | undefined): readonly [SampleNoteText, ...SampleNoteText[]] =>
  deal ? NOTES[deal.outcome] : GENERAL_NOTES;

const addNote = (
  sample: Sample,
  about: { object: string; id: RecordId },
  person: Person,
  deal: Deal | undefined,
  colleague: Person | undefined,
): void => {
  const text = sample.random.pick(notesFor(deal));
  const values = textValues(sample, person, deal, colleague);
  sample.add('note', sample.newId(), {
    title: fillIn(text.title, values),
    body: fillIn(text.body, values),
    target: { ...about },
  });
};

const addTask = (
  sample: Sample,
  about: { object: string; id: RecordId },
  person: Person,
  deal: Deal | undefined,
  colleague: Person | undefined,
): void => {
  const { random, nowMs } = sample;
  const isDone = deal ? deal.outcome !== 'open' || random.chance(0.3) : random.chance(0.5);
  const dueIn = isDone ? -random.between(1, 60) : random.chance(0.15) ? -random.between(1, 6) : random.between(0, 25);
  sample.add('task', sample.newId(), {
    title: fillIn(random.pick(isDone ? DONE_TASKS : OPEN_TASKS), textValues(sample, person, deal, colleague)),
    status: isDone ? 'done' : random.chance(0.2) ? 'doing' : 'todo',
    dueDate: day(nowMs, dueIn),
    priority: random.pick(['low', 'normal', 'normal', 'normal', 'high', 'high', 'urgent']),
    target: { ...about },
  });
};

/**
 * About 500 people, 120 companies, 200 deals, and tasks and notes about them, that fit together: dates are relative to now, stages fit them, and
 * nobody can be reached (reserved domains and numbers).
 */
export const makeSampleData = (input: {
  readonly nowMs: number;
  readonly currency: string;
  readonly newId: () => RecordId;
}): readonly SampleRecord[] => {
  const records: SampleRecord[] = [];
  const random = createSampleRandom(20_240_117);
  const add: Sample['add'] = (object, id, values, changes = []) => records.push({ object, id, values, changes });
  const sample: Sample = { ...input, random, add };
  const companies = addCompanies(sample);
  const people = addPeople(sample, companies);
  const deals = addDeals(sample, people);
  const colleagueOf = (person: Person): Person | undefined =>
    people.find((other) => other.company.id === person.company.id && other.id !== person.id);
  for (const deal of deals) {
    const { contact } = deal;
    const about = { object: 'opportunity', id: deal.id };
    if (random.chance(0.75)) addNote(sample, about, contact, deal, colleagueOf(contact));
    if (random.chance(0.55)) addTask(sample, about, contact, deal, colleagueOf(contact));
  }
  for (const person of people) {
    const about = { object: 'person', id: person.id };
    if (random.chance(0.18)) addNote(sample, about, person, undefined, colleagueOf(person));
    if (random.chance(0.1)) addTask(sample, about, person, undefined, colleagueOf(person));
  }
  return records;
};
