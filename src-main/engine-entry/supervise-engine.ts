import type { RunningEngine } from './running-engine';

export interface EngineSupervisor<Port> {
  /** The engine, or undefined while it is being restarted. */
  readonly current: () => RunningEngine<Port> | undefined;
  /** Closes the engine for good. */
  readonly close: () => Promise<void>;
}

export interface SuperviseOptions<Port> {
  readonly start: () => Promise<RunningEngine<Port>>;
  /** The engine died: whoever holds a line to it must be told to connect again. */
  readonly onLost: () => void;
  readonly onRestarted: () => void;
  /** It died too often; no further attempt is made. */
  readonly onGaveUp: (lastError: unknown) => void;
  readonly nowMs?: () => number;
  readonly wait?: (delayMs: number) => Promise<void>;
}

const MAX_LOSSES = 5;
const LOSSES_WITHIN_MS = 60_000;
const FIRST_DELAY_MS = 50;

const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/**
 * Keeps an engine running: starts it again when it dies, with growing pauses, and gives up after five losses within a
 * minute. Rejects when the very first start fails: then the workspace is at fault, not the engine.
 */
export const superviseEngine = async <Port>(options: SuperviseOptions<Port>): Promise<EngineSupervisor<Port>> => {
  const nowMs = options.nowMs ?? Date.now;
  const wait = options.wait ?? sleep;
  let current: RunningEngine<Port> | undefined = await options.start();
  let isClosing = false;
  let restarting: Promise<void> = Promise.resolve();
  let losses: readonly number[] = [];

  const restart = async () => {
    let lastError: unknown;
    while (!isClosing) {
      losses = [...losses.filter((atMs) => nowMs() - atMs < LOSSES_WITHIN_MS), nowMs()];
      if (losses.length > MAX_LOSSES) return options.onGaveUp(lastError);
      await wait(FIRST_DELAY_MS * 2 ** (losses.length - 1));
      if (isClosing) return;
      try {
        const engine = await options.start();
        current = engine;
        watch(engine);
        return options.onRestarted();
      } catch (error) {
        lastError = error;
      }
    }
  };
  const watch = (engine: RunningEngine<Port>) => {
    void engine.ended.then(() => {
      if (isClosing) return;
      current = undefined;
      options.onLost();
      restarting = restart();
    });
  };

  watch(current);
  return {
    current: () => current,
    close: async () => {
      isClosing = true;
      await restarting;
      await current?.close();
    },
  };
};
