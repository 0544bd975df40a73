import type { ChangeSet } from '@shared/domain/changes';

export type Unsubscribe = () => void;

/** Tells who listens that something was committed. Listeners run in order, in the publisher's turn; none may throw. */
export interface ChangeBus {
  readonly publish: (changes: Omit<ChangeSet, 'seq'>) => void;
  readonly subscribe: (listener: (changes: ChangeSet) => void) => Unsubscribe;
}

/** A bus for one workspace; change sets are numbered from 1 in the order they are published. */
export const createChangeBus = (): ChangeBus => {
  const listeners = new Set<(changes: ChangeSet) => void>();
  let seq = 0;
  return {
    publish: (changes) => {
      seq += 1;
      const published: ChangeSet = { ...changes, seq };
      for (const listener of listeners) listener(published);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
