import { useEffect, useRef, type RefObject } from 'react';

/** Focuses the field when the editor opens: all of its text selected, or the caret at the end. */
export const useEditorFocus = <T extends HTMLInputElement | HTMLTextAreaElement>(
  selectsAll: boolean,
): RefObject<T | null> => {
  const ref = useRef<T>(null);
  useEffect(() => {
    const input = ref.current;
    if (!input) return;
    // A cell that scrolls into view on focus would move the grid under the person's hands.
    input.focus({ preventScroll: true });
    if (selectsAll) input.select();
    else input.setSelectionRange(input.value.length, input.value.length);
    // Only when it opens: a later selection is the person's own.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return ref;
};
