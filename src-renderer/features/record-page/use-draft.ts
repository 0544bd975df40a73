import { useCallback, useState } from 'react';

const PREFIX = 'outpost.draft.';

const read = (key: string): string | undefined => {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    // A browser that keeps nothing: the draft lives as long as the page.
    return undefined;
  }
};

const write = (key: string, text: string | undefined): void => {
  try {
    if (text === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, text);
  } catch {
    // As above.
  }
};

/** A text that survives leaving the page and a crash, until it is saved. Undefined: nothing was typed. */
export const useDraft = (
  key: string,
): readonly [text: string | undefined, setText: (text: string | undefined) => void] => {
  const [draft, setDraft] = useState({ key, text: read(key) });
  // Another record: its own draft.
  if (draft.key !== key) setDraft({ key, text: read(key) });
  const setText = useCallback(
    (text: string | undefined) => {
      write(key, text);
      setDraft({ key, text });
    },
    [key],
  );
  return [draft.key === key ? draft.text : undefined, setText];
};
