import type { SampleRandom } from './sample-random';

export interface SamplePlace {
  readonly country: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly streets: readonly [string, ...string[]];
  /** A number that regulators keep for fiction, in E.164. */
  readonly phone: (random: SampleRandom) => string;
}

const digits = (random: SampleRandom, from: number, to: number, width: number): string =>
  String(random.between(from, to)).padStart(width, '0');

// 555-0100..0199 (NANPA); Ofcom, BNetzA, Arcep, ACMA, PTS: numbers for use in drama.
const us = (area: string) => (random: SampleRandom) => `+1${area}55501${digits(random, 0, 99, 2)}`;
const british = (prefix: string) => (random: SampleRandom) =>
  random.chance(0.5) ? `+44${prefix}${digits(random, 0, 999, 3)}` : `+447700900${digits(random, 0, 999, 3)}`;
const german = (prefix: string) => (random: SampleRandom) => `+49${prefix}${digits(random, 0, 999, 3)}`;
const french = (prefix: string) => (random: SampleRandom) => `+33${prefix}${digits(random, 0, 9999, 4)}`;
const australian = (prefix: string) => (random: SampleRandom) => `+61${prefix}${digits(random, 0, 9999, 4)}`;
const swedish = (prefix: string) => (random: SampleRandom) => `+46${prefix}${digits(random, 0, 99, 2)}`;

const AMERICAN = ['Market Street', 'Second Avenue', 'Lake Street', 'Harrison Street', 'Commerce Way'] as const;
const ENGLISH = ['High Street', 'Mill Lane', 'King Street', 'Station Road', 'Victoria Road'] as const;
const GERMAN = ['Lindenstraße', 'Hafenstraße', 'Bahnhofstraße', 'Gartenweg', 'Am Markt'] as const;
const FRENCH = ['rue de la République', 'avenue Jean Jaurès', 'rue Victor Hugo', 'quai des Brumes'] as const;
const SWEDISH = ['Storgatan', 'Hamngatan', 'Kungsgatan', 'Skeppsbron'] as const;

const place = (
  country: string,
  city: string,
  state: string,
  postalCode: string,
  streets: SamplePlace['streets'],
  phone: SamplePlace['phone'],
): SamplePlace => ({ country, city, state, postalCode, streets, phone });

export const SAMPLE_PLACES: readonly [SamplePlace, ...SamplePlace[]] = [
  place('United States', 'Chicago', 'IL', '60606', AMERICAN, us('312')),
  place('United States', 'Austin', 'TX', '78701', AMERICAN, us('512')),
  place('United States', 'Portland', 'OR', '97205', AMERICAN, us('503')),
  place('United States', 'Boston', 'MA', '02110', AMERICAN, us('617')),
  place('United States', 'Denver', 'CO', '80202', AMERICAN, us('303')),
  place('Canada', 'Toronto', 'ON', 'M5H 2N2', AMERICAN, us('416')),
  place('United Kingdom', 'London', '', 'EC2A 4NE', ENGLISH, british('207946')),
  place('United Kingdom', 'Manchester', '', 'M2 5DB', ENGLISH, british('1614960')),
  place('United Kingdom', 'Bristol', '', 'BS1 4DJ', ENGLISH, british('1174960')),
  place('Ireland', 'Dublin', '', 'D02 XH98', ENGLISH, british('207946')),
  place('Germany', 'Berlin', '', '10115', GERMAN, german('3023125')),
  place('Germany', 'Hamburg', '', '20457', GERMAN, german('4066969')),
  place('Germany', 'Munich', '', '80331', GERMAN, german('8999998')),
  place('Germany', 'Cologne', '', '50667', GERMAN, german('2214710')),
  place('France', 'Paris', '', '75011', FRENCH, french('19900')),
  place('France', 'Lyon', '', '69002', FRENCH, french('46571')),
  place('Sweden', 'Stockholm', '', '111 29', SWEDISH, swedish('8465004')),
  place('Sweden', 'Gothenburg', '', '411 06', SWEDISH, swedish('313900')),
  place('Australia', 'Sydney', 'NSW', '2000', ENGLISH, australian('25550')),
  place('Australia', 'Melbourne', 'VIC', '3000', ENGLISH, australian('35550')),
];
