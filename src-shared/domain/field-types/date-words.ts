/** Words of dates in English, German, French and Spanish, accents removed. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'january', 'januar', 'jänner', 'janvier', 'janv', 'enero', 'ene'],
  ['feb', 'february', 'februar', 'fevrier', 'fevr', 'febrero'],
  ['mar', 'march', 'marz', 'maerz', 'mars', 'marzo', 'mrz'],
  ['apr', 'april', 'avril', 'avr', 'abril', 'abr'],
  ['may', 'mai', 'mayo'],
  ['jun', 'june', 'juni', 'juin', 'junio'],
  ['jul', 'july', 'juli', 'juillet', 'juil', 'julio'],
  ['aug', 'august', 'aout', 'agosto', 'ago'],
  ['sep', 'sept', 'september', 'septembre', 'septiembre'],
  ['oct', 'october', 'oktober', 'okt', 'octobre', 'octubre'],
  ['nov', 'november', 'novembre', 'noviembre'],
  ['dec', 'december', 'dezember', 'dez', 'decembre', 'diciembre', 'dic'],
];
const WEEKDAYS: readonly (readonly string[])[] = [
  ['mon', 'monday', 'montag', 'lundi', 'lunes'],
  ['tue', 'tues', 'tuesday', 'dienstag', 'mardi', 'martes'],
  ['wed', 'weds', 'wednesday', 'mittwoch', 'mercredi', 'miercoles'],
  ['thu', 'thur', 'thurs', 'thursday', 'donnerstag', 'jeudi', 'jueves'],
  ['fri', 'friday', 'freitag', 'vendredi', 'viernes'],
  ['sat', 'saturday', 'samstag', 'sonnabend', 'samedi', 'sabado'],
  ['sun', 'sunday', 'sonntag', 'dimanche', 'domingo'],
];
export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
const UNITS: readonly (readonly [Unit, readonly string[]])[] = [
  ['day', ['d', 'day', 'days', 'tag', 'tage', 'tagen', 'jour', 'jours', 'dia', 'dias']],
  ['week', ['w', 'wk', 'wks', 'week', 'weeks', 'woche', 'wochen', 'semaine', 'semaines', 'semana', 'semanas']],
  ['month', ['mo', 'month', 'months', 'monat', 'monate', 'monaten', 'mois', 'mes', 'meses']],
  ['quarter', ['q', 'quarter', 'quarters', 'quartal', 'quartale', 'quartalen']],
  ['year', ['y', 'yr', 'yrs', 'year', 'years', 'jahr', 'jahre', 'jahren', 'an', 'ans', 'ano', 'anos']],
];
const DAYS: readonly (readonly [number, readonly string[]])[] = [
  [0, ['today', 'now', 'tod', 'heute', "aujourd'hui", 'hoy']],
  [1, ['tomorrow', 'tom', 'tmr', 'morgen', 'demain', 'manana']],
  [-1, ['yesterday', 'yday', 'gestern', 'hier', 'ayer']],
  [2, ['ubermorgen', 'day after tomorrow', 'apres-demain']],
  [-2, ['vorgestern', 'day before yesterday', 'avant-hier']],
];
const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ein: 1,
  einer: 1,
  einem: 1,
};

const indexIn = (lists: readonly (readonly string[])[], word: string): number | undefined => {
  const bare = word.replace(/\.$/, '');
  const index = lists.findIndex((names) => names.includes(bare));
  return index < 0 ? undefined : index;
};

/** 1 to 12. The word is lower case without accents. */
export const monthOfWord = (word: string): number | undefined => {
  const index = indexIn(MONTHS, word);
  return index === undefined ? undefined : index + 1;
};

/** 0 is Monday. */
export const weekdayOfWord = (word: string): number | undefined => indexIn(WEEKDAYS, word);

export const unitOfWord = (word: string): Unit | undefined => UNITS.find(([, names]) => names.includes(word))?.[0];

/** Days from today. */
export const dayOffsetOfWord = (phrase: string): number | undefined =>
  DAYS.find(([, names]) => names.includes(phrase))?.[0];

export const countOfWord = (word: string): number | undefined => (/^\d{1,4}$/.test(word) ? Number(word) : COUNTS[word]);
