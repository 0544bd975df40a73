import type { IconName } from '../../ui/icon';

/** Something the palette can do. */
export interface PaletteCommand {
  readonly id: string;
  readonly title: string;
  /** Words that also find it. */
  readonly keywords?: string;
  readonly icon: IconName;
  readonly group: 'action' | 'go';
  /** As in the registry of shortcuts. */
  readonly keys?: string;
  readonly run: () => void;
}

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase();

/** Commands whose words start with the words typed, in their given order. */
export const findCommands = (commands: readonly PaletteCommand[], text: string): readonly PaletteCommand[] => {
  const wanted = fold(text).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return commands;
  return commands.filter((command) => {
    const words = fold(`${command.title} ${command.keywords ?? ''}`).split(/[\s,]+/);
    return wanted.every((word) => words.some((candidate) => candidate.startsWith(word)));
  });
};

export interface PaletteQuery {
  readonly scope: 'all' | 'commands' | 'people';
  readonly text: string;
}

/** Reads the prefixes: ">" for commands, "@" for people. */
export const parsePaletteQuery = (typed: string): PaletteQuery => {
  const text = typed.trimStart();
  if (text.startsWith('>')) return { scope: 'commands', text: text.slice(1).trim() };
  if (text.startsWith('@')) return { scope: 'people', text: text.slice(1).trim() };
  return { scope: 'all', text: text.trim() };
};

export interface TextPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Parts a text where a typed word begins one of its words. */
export const markMatches = (text: string, typed: string): readonly TextPart[] => {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [{ text, isMatch: false }];
  return text.split(/(?<=[\s.,;:/@()-])|(?=[\s.,;:/@()-])/u).flatMap((word) => {
    // Folding may change the length (ligatures); then the whole word is marked rather than the wrong half.
    const match = wanted.filter((each) => fold(word).startsWith(each)).toSorted((a, b) => b.length - a.length)[0];
    if (match === undefined) return [{ text: word, isMatch: false }];
    const length = fold(word).length === word.length ? match.length : word.length;
    const rest = word.slice(length);
    return [{ text: word.slice(0, length), isMatch: true }, ...(rest ? [{ text: rest, isMatch: false }] : [])];
  });
};
