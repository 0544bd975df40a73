import type { PreloadApi } from '@shared/contract/preload-api';

declare global {
  interface Window {
    /** Present in a window of Electron, absent in a browser. */
    readonly outpost?: PreloadApi<File>;
  }
}

export { ENGINE_PORT_MESSAGE } from '@shared/contract/preload-api';
export type Preload = PreloadApi<File>;
