/** Macs draw symbols, others words (design guide, section 6). */
export const isMac = (): boolean => navigator.userAgent.includes('Mac');

const MAC: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵' };
const OTHER: Readonly<Record<string, string>> = { Mod: 'Ctrl', Enter: '↵' };

/** "Mod+K" as the caps to draw: one per key. "G P" is pressed one after the other. */
export const keyCaps = (keys: string): readonly string[] => {
  const names = isMac() ? MAC : OTHER;
  return keys.split(/[+ ]/).map((key) => names[key] ?? key);
};

/** "Mod+K" in the words of `aria-keyshortcuts`. */
export const ariaKeys = (keys: string): string => keys.replace('Mod', isMac() ? 'Meta' : 'Control');

export const undoKeys = (): readonly string[] => keyCaps('Mod+Z');
