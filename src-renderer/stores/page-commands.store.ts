import { useEffect, useRef } from 'react';
import { create } from 'zustand';

/** What the page that is shown can do for a key or for the palette. */
export type PageCommand = 'create' | 'filter' | 'note' | 'task' | 'export';

interface PageCommands {
  readonly handlers: Readonly<Partial<Record<PageCommand, () => void>>>;
  /** The object whose list is asked to open its form for a new record as soon as it is shown. */
  readonly createIn: string | null;
  readonly requestCreate: (object: string | null) => void;
  readonly offer: (command: PageCommand, handler: () => void) => () => void;
}

export const usePageCommands = create<PageCommands>()((set, get) => ({
  handlers: {},
  createIn: null,
  requestCreate: (createIn) => set({ createIn }),
  offer: (command, handler) => {
    set(({ handlers }) => ({ handlers: { ...handlers, [command]: handler } }));
    return () => {
      if (get().handlers[command] !== handler) return;
      set(({ handlers: { [command]: _gone, ...handlers } }) => ({ handlers }));
    };
  },
}));

/** While the component is shown, the command runs `run`; without it, there is no such command. */
export const usePageCommand = (command: PageCommand, run: (() => void) | undefined): void => {
  const runRef = useRef(run);
  useEffect(() => {
    runRef.current = run;
  }, [run]);
  const isOffered = run !== undefined;
  useEffect(
    () => (isOffered ? usePageCommands.getState().offer(command, () => runRef.current?.()) : undefined),
    [command, isOffered],
  );
};
