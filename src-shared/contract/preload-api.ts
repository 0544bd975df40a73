import type { Failure } from '../errors/failure';

/** The answer of a host procedure. An error is a value here: thrown ones lose their code on the way into the page. */
export type HostAnswer =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly error: Failure;
    };

/** What Electron's preload script puts on `window.outpost`; absent in a browser. `F` is the page's File. */
export interface PreloadApi<F> {
  /** Asks for a port to the engine. It arrives as a window message `ENGINE_PORT_MESSAGE` that carries one port. */
  connectEngine(): void;
  /** Calls a procedure of the host contract by name. */
  host(procedure: string, input: unknown): Promise<HostAnswer>;
  /** The place of a dropped or chosen file on disk; only such places may be staged. */
  pathForFile(file: F): string;
}

export const ENGINE_PORT_MESSAGE = 'outpost:engine-port';
