import { useEffect, useRef } from 'react';
import { isOverlayOpen } from '../ui/overlay-open';
import { SHORTCUTS, type Command } from './shortcuts';

const SEQUENCE_MS = 1_000;

/** Whether typing belongs to the element and not to a shortcut. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input:not([type=checkbox], [type=radio]), textarea, select') !== null);

const strokeOf = (event: KeyboardEvent): string => {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const isLetter = /^[A-Z]$/.test(key);
  const parts = [
    event.ctrlKey || event.metaKey ? 'Mod' : '',
    // "?" and "/" need Shift on some keyboards; only letters name it.
    event.shiftKey && isLetter ? 'Shift' : '',
    event.altKey ? 'Alt' : '',
    key,
  ];
  return parts.filter(Boolean).join('+');
};

/** Finds the command of a stroke; `before` is the key of a sequence that is under way. */
export const findCommand = (stroke: string, before: string | null): Command | undefined =>
  SHORTCUTS.find(({ keys }) => keys === (before === null ? stroke : `${before} ${stroke}`))?.command;

const startsSequence = (stroke: string): boolean => SHORTCUTS.some(({ keys }) => keys.startsWith(`${stroke} `));

/** Listens for the global keys. `run` answers whether it did something; otherwise the key keeps its meaning. */
export const useShortcuts = (run: (command: Command) => boolean): void => {
  const runRef = useRef(run);
  useEffect(() => {
    runRef.current = run;
  }, [run]);
  useEffect(() => {
    let started: { readonly stroke: string; readonly atMs: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Meta', 'Alt'].includes(event.key))
        return;
      const stroke = strokeOf(event);
      const isChord = stroke.startsWith('Mod+');
      if (!isChord && (isTyping(event.target) || isOverlayOpen())) return;
      const before = started && event.timeStamp - started.atMs < SEQUENCE_MS ? started.stroke : null;
      started = null;
      const command = findCommand(stroke, before) ?? (before === null ? undefined : findCommand(stroke, null));
      if (command) {
        // A text field has an undo of its own.
        if (isTyping(event.target) && (command === 'undo' || command === 'redo')) return;
        if (runRef.current(command)) event.preventDefault();
      } else if (startsSequence(stroke)) {
        started = { stroke, atMs: event.timeStamp };
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
};
