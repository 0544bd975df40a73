import type { Command } from './shortcuts';

/** Keys that lead to the list of a standard object. */
export const OBJECT_OF_COMMAND = {
  goPeople: 'person',
  goCompanies: 'company',
  goDeals: 'opportunity',
  goTasks: 'task',
  goNotes: 'note',
} as const satisfies Partial<Record<Command, string>>;

export type ObjectCommand = keyof typeof OBJECT_OF_COMMAND;

export const isObjectCommand = (command: Command): command is ObjectCommand =>
  Object.hasOwn(OBJECT_OF_COMMAND, command);
