import type { KeyboardEvent } from 'react';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';

/** Where a person wants to be after saving: Enter goes down, Tab on, Shift+Tab back; leaving by pointer stays. */
export type EditorMove = 'stay' | 'down' | 'next' | 'previous';

export interface FieldEditorProps {
  /** API name of the object that the field belongs to. */
  readonly object: string;
  readonly field: FieldDef;
  readonly value: FieldValue;
  /** cell: lies over a grid's cell; panel: stands in a form or a record's panel. */
  readonly variant: 'cell' | 'panel';
  /** The character that started the edit: it replaces what was there. */
  readonly initialText?: string | undefined;
  /** The very `value` that came in when nothing was changed. */
  readonly onCommit: (value: FieldValue, move: EditorMove) => void;
  readonly onCancel: () => void;
}

/** Keys that act on the window even while a field is edited. */
const WINDOW_KEYS: ReadonlySet<string> = new Set(['k', '\\']);

interface CommitKeys {
  readonly commit: (move: EditorMove) => void;
  readonly cancel: () => void;
}

/** Enter saves, Tab saves and goes on, Esc reverts. Other keys stay inside: what lies below must not act on typing. */
export const handleCommitKeys = (event: KeyboardEvent, { commit, cancel }: CommitKeys): void => {
  const isCommand = event.ctrlKey || event.metaKey;
  if (!(isCommand && WINDOW_KEYS.has(event.key))) event.stopPropagation();
  // Enter and Esc belong to the input method while it composes.
  if (event.nativeEvent.isComposing || event.defaultPrevented) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    cancel();
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    commit('down');
  } else if (event.key === 'Tab') {
    event.preventDefault();
    commit(event.shiftKey ? 'previous' : 'next');
  }
};

const canonical = (value: FieldValue): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** Whether two values say the same. */
export const isSameValue = (a: FieldValue, b: FieldValue): boolean => a === b || canonical(a) === canonical(b);
