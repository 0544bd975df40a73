/** Lets others have their turn: work that takes long goes on after whatever waits has been answered. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
