/** Carries frames between two ends, in order. */
export interface Line {
  /** Lost without a word when the line is closed. */
  readonly send: (frame: string) => void;
  readonly onFrame: (listener: (frame: unknown) => void) => void;
  readonly onClose: (listener: () => void) => void;
}

interface FrameEvent {
  readonly data: unknown;
}

/** The part of a browser's event target that lines use. */
interface Events {
  addEventListener(type: 'message', listener: (event: FrameEvent) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}
/** The same of a port in Electron's main and utility processes. */
interface Emitter {
  on(type: 'message', listener: (event: FrameEvent) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
}

/** A `MessagePort`, of a browser, of Node or of Electron. */
export type Port = { postMessage(frame: string): void } & (Events | Emitter);
/** A `WebSocket` that is open. */
export type Socket = Events & { send(frame: string): void };

export const portLine = (port: Port): Line => ({
  send: (frame) => port.postMessage(frame),
  onFrame: (listener) =>
    'addEventListener' in port
      ? port.addEventListener('message', ({ data }) => listener(data))
      : port.on('message', ({ data }) => listener(data)),
  onClose: (listener) =>
    'addEventListener' in port ? port.addEventListener('close', listener) : port.on('close', listener),
});

export const socketLine = (socket: Socket): Line => ({
  send: (frame) => socket.send(frame),
  onFrame: (listener) => socket.addEventListener('message', ({ data }) => listener(data)),
  onClose: (listener) => socket.addEventListener('close', listener),
});
