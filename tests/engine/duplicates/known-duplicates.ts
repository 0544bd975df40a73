/** People and companies with duplicates that are known, as address books have them. The same for the same seed on every machine. */
export interface KnownPerson {
  readonly first: string;
  readonly last: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly company: string | null;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
}

export interface KnownPeople {
  readonly people: readonly KnownPerson[];
  /** Places of those that are one: lower, higher. */
  readonly pairs: readonly (readonly [number, number])[];
}

/** mulberry32. */
const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const GIVEN =
  'William Robert Elizabeth Katherine Michael Thomas Anna Maria Peter Alexander Margaret Christopher Andrew Joseph Susan Nicholas Stephen Daniel Frederick Philip Ingrid Priya Kwame Leila Owen Aiko Mateo Zuzana Rafael Sunniva Amara Yusuf Chloe Hannah Bjorn Siobhan Tomas Noor Elena Jonas'.split(
    ' ',
  );
const SHORT: Readonly<Record<string, string>> = {
  William: 'Bill',
  Robert: 'Bob',
  Elizabeth: 'Liz',
  Katherine: 'Kate',
  Michael: 'Mike',
  Thomas: 'Tom',
  Alexander: 'Alex',
  Margaret: 'Peggy',
  Christopher: 'Chris',
  Andrew: 'Andy',
  Joseph: 'Joe',
  Susan: 'Sue',
  Nicholas: 'Nick',
  Stephen: 'Steve',
  Daniel: 'Dan',
  Frederick: 'Fred',
};
const BEGIN =
  'Hau Ok Mar Weid Mor Bran Nu Du Ny Had Gall Nov Whit Quin Sol As Pet Rey Dij Lind Ram Carv Tan Bak Oz Nwo Rom Lef Sjo Mur'.split(
    ' ',
  );
const MIDDLE = 'a e i o u an en in er ar el il'.split(' ');
const END =
  'gen for ti mann ta dt nes bois strom dad gher tna combe tana heim te va es k vist ni ho son ke turk su no vre berg phy'.split(
    ' ',
  );
const CITIES = 'Bergen Hamburg Lyon Porto Leeds Osaka Austin Gdansk Malmo Bologna Graz Ghent'.split(' ');
const STREETS = 'Harbour Mill Station Church Market Castle River Garden'.split(' ');

const slip = (word: string, next: () => number): string => {
  if (word.length < 4) return word;
  const at = 1 + Math.floor(next() * (word.length - 2));
  const kind = next();
  if (kind < 0.34) return word.slice(0, at) + word.slice(at + 1);
  if (kind < 0.67) return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
  return word.slice(0, at) + (word[at] ?? '') + word.slice(at);
};

const twin = (person: KnownPerson, next: () => number): KnownPerson => {
  const { first, last } = person;
  const chance = next();
  const renamed =
    chance < 0.3
      ? { first, last }
      : chance < 0.5
        ? { first: SHORT[first] ?? first, last }
        : chance < 0.65
          ? { first, last: slip(last, next) }
          : chance < 0.75
            ? { first: slip(first, next), last }
            : chance < 0.85
              ? { first: last, last: first }
              : chance < 0.93
                ? { first: `${first.slice(0, 1)}.`, last }
                : { first: first.toUpperCase(), last: last.toUpperCase() };
  const keeps = next();
  // Of what tells them apart, one or two things are the same, the rest is missing or of another place in their life.
  return {
    ...person,
    ...renamed,
    emails:
      keeps < 0.55
        ? person.emails.map((email) => (next() < 0.3 ? email.toUpperCase() : email))
        : next() < 0.5
          ? []
          : [`${first}.${last}@mail${Math.floor(next() * 1e6)}.example`],
    phones: keeps > 0.35 && keeps < 0.85 ? person.phones.map((phone) => phone.replace('+49', '0')) : [],
    company: keeps > 0.75 || next() < 0.6 ? person.company : null,
    street: next() < 0.5 ? '' : person.street,
  };
};

export const knownPeople = (count: number, share: number, seed = 1): KnownPeople => {
  const next = random(seed);
  const pick = (words: readonly string[]): string => words[Math.floor(next() * words.length)] ?? '';
  const people: KnownPerson[] = [];
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < count; i += 1) {
    const first = pick(GIVEN);
    const last = `${pick(BEGIN)}${pick(MIDDLE)}${pick(END)}`;
    const company = Math.floor(next() * (count / 10));
    people.push({
      first,
      last,
      emails: next() < 0.85 ? [`${first}.${last}${next() < 0.3 ? i : ''}@c${company}.example`.toLowerCase()] : [],
      phones: next() < 0.7 ? [`+4930${String(10_000_000 + Math.floor(next() * 89_999_999))}`] : [],
      company: next() < 0.8 ? `company ${company}` : null,
      street: next() < 0.5 ? `${1 + Math.floor(next() * 90)} ${pick(STREETS)} Street` : '',
      postalCode: String(10_000 + Math.floor(next() * 2000)),
      city: pick(CITIES),
    });
  }
  for (let i = 0; i < count * share; i += 1) {
    const of = Math.floor(next() * count);
    const person = people[of];
    if (!person) continue;
    pairs.push([of, people.length]);
    people.push(twin(person, next));
  }
  return { people, pairs };
};
