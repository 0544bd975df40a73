/**
 * How alike two words are, 0..1: Jaro's measure with Winkler's bonus for a common beginning (Winkler 1990). Works on UTF-16 units, which is what
 * folded names are made of.
 */
export const similarity = (a: string, b: string): number => {
  if (a === b) return a === '' ? 0 : 1;
  if (a === '' || b === '') return 0;
  const jaro = jaroOf(a, b);
  let common = 0;
  while (common < 4 && common < a.length && a[common] === b[common]) common += 1;
  return jaro + common * 0.1 * (1 - jaro);
};

/** Longer words are told apart by their beginnings. */
const MAX_COMPARED = 64;
const takenA = new Uint8Array(MAX_COMPARED);
const takenB = new Uint8Array(MAX_COMPARED);

const jaroOf = (longA: string, longB: string): number => {
  const a = longA.slice(0, MAX_COMPARED);
  const b = longB.slice(0, MAX_COMPARED);
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  takenA.fill(0, 0, a.length);
  takenB.fill(0, 0, b.length);
  let matches = 0;
  for (let i = 0; i < a.length; i += 1) {
    const to = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < to; j += 1) {
      if (takenB[j] === 1 || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      takenA[i] = 1;
      takenB[j] = 1;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  let outOfOrder = 0;
  let j = 0;
  for (let i = 0; i < a.length; i += 1) {
    if (takenA[i] === 0) continue;
    while (takenB[j] === 0) j += 1;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) outOfOrder += 1;
    j += 1;
  }
  return (matches / a.length + matches / b.length + (matches - outOfOrder / 2) / matches) / 3;
};

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch|sh|tsch|tch|cz|sz|zh/g, 's'],
  [/ph/g, 'f'],
  [/ch|ck|q|c|x/g, 'k'],
  [/dt|th|d/g, 't'],
  [/z|ß/g, 's'],
  [/w/g, 'v'],
  [/j|y/g, 'i'],
  [/g/g, 'k'],
];

/**
 * A word by its consonants, those that sound alike being one: "Meyer" and "Maier", "Schmidt" and "Smith". For finding, not for judging. Words of other
 * scripts stay as they are.
 */
export const soundOf = (word: string): string => {
  let sound = word;
  for (const [letters, one] of SOUNDS) sound = sound.replace(letters, one);
  const first = sound.slice(0, 1);
  return /[aeiou]/.test(first)
    ? first +
        sound
          .slice(1)
          .replace(/[aeiouh]/g, '')
          .replace(/(.)\1+/g, '$1')
    : sound.replace(/[aeiouh]/g, '').replace(/(.)\1+/g, '$1') || word;
};
