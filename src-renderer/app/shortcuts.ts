import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';

/** What a key can ask for. A page that cannot do it leaves it alone. */
export const COMMANDS = [
  'palette',
  'undo',
  'redo',
  'goPeople',
  'goCompanies',
  'goDeals',
  'goTasks',
  'goNotes',
  'goSettings',
  'create',
  'filter',
  'note',
  'task',
  'help',
  'toggleSidebar',
  'toggleTheme',
] as const;
export type Command = (typeof COMMANDS)[number];

export interface Shortcut {
  readonly command: Command;
  /** "Mod" is Cmd on a Mac and Ctrl elsewhere; a space parts keys pressed one after the other. */
  readonly keys: string;
  readonly label: MessageDescriptor;
  readonly group: 'general' | 'go' | 'page' | 'record';
}

/** The one list of global keys: what is listened for, drawn as hints and shown by `?`. */
export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'palette', keys: 'Mod+K', label: msg`Search or run a command`, group: 'general' },
  { command: 'undo', keys: 'Mod+Z', label: msg`Undo`, group: 'general' },
  { command: 'redo', keys: 'Mod+Shift+Z', label: msg`Redo`, group: 'general' },
  { command: 'toggleTheme', keys: 'Mod+\\', label: msg`Light or dark`, group: 'general' },
  { command: 'toggleSidebar', keys: '[', label: msg`Show or hide the sidebar`, group: 'general' },
  { command: 'help', keys: '?', label: msg`Keyboard shortcuts`, group: 'general' },
  { command: 'goPeople', keys: 'G P', label: msg`People`, group: 'go' },
  { command: 'goCompanies', keys: 'G O', label: msg`Companies`, group: 'go' },
  { command: 'goDeals', keys: 'G D', label: msg`Opportunities`, group: 'go' },
  { command: 'goTasks', keys: 'G T', label: msg`Tasks`, group: 'go' },
  { command: 'goNotes', keys: 'G N', label: msg`Notes`, group: 'go' },
  { command: 'goSettings', keys: 'G S', label: msg`Settings`, group: 'go' },
  { command: 'create', keys: 'C', label: msg`Create what this page lists`, group: 'page' },
  { command: 'filter', keys: '/', label: msg`Filter`, group: 'page' },
  { command: 'note', keys: 'N', label: msg`Write a note`, group: 'record' },
  { command: 'task', keys: 'T', label: msg`Add a task`, group: 'record' },
];

/** The keys of a command, to be drawn beside what runs it. */
export const keysOf = (command: Command): string => SHORTCUTS.find((entry) => entry.command === command)?.keys ?? '';
