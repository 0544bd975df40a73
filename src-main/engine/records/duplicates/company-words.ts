/** What a company is by law, in the languages of its register; dots and spaces left out. */
const LEGAL_FORMS = new Set(
  `ltd limited plc llc llp lp inc incorporated corp corporation co company gmbh ggmbh ag kg kgaa ohg ug ek se
   ab hb kb as asa a/s ans da aps ivs oy oyj bv nv cv vof sa sas sasu sarl eurl snc sl slu sau srl spa sapa scarl
   spzoo spzo zoo sro kft zrt nyrt doo dd ood ead eood jsc ooo oao zao pao pty pte bhd sdn kk gk ltda eireli sapi cv dac uab sia ou as ehf hf`.split(
    /\s+/,
  ),
);

/** Words that say little of which company is meant. */
const GENERIC = new Set(
  'group gruppe groupe holding holdings international intl global worldwide the and und et y e & of for services service solutions'.split(
    ' ',
  ),
);

/** "G.m.b.H." and "S. p. A." as one word. */
const joinInitials = (text: string): string =>
  text.replace(/\b(?:\p{L}[.\s]\s?){2,}(?:\p{L}\b\.?)?/gu, (letters) => ` ${letters.replace(/[.\s]/g, '')} `);

/** The words of a folded company name, its legal form left out as long as something remains. */
export const companyWords = (folded: string): readonly string[] => {
  const words = joinInitials(folded.replaceAll('a/s', 'as'))
    .split(/[^\p{L}\p{N}&]+/u)
    .filter((word) => word !== '' && word !== '&');
  const telling = words.filter((word, at) => at === 0 || !LEGAL_FORMS.has(word));
  return telling.length > 0 ? telling : words;
};

export const isGenericWord = (word: string): boolean => GENERIC.has(word);
