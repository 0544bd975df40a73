import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { msg } from '@lingui/core/macro';
import { ENGINE_PORT_MESSAGE, type HostAnswer, type PreloadApi } from '@shared/contract/preload-api';
import { CHANNELS } from './channels';

// This project has no DOM types: of the page, the preload script needs only this.
declare const window: {
  readonly location: { readonly origin: string; hash: string };
  readonly postMessage: (message: unknown, targetOrigin: string, transfer: readonly unknown[]) => void;
};
type PageFile = Parameters<typeof webUtils.getPathForFile>[0];

/** Places of files that a person chose or dropped. A page that was taken over cannot have others read. */
const chosenPaths = new Set<string>();

const isChosen = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'path' in input && chosenPaths.has(String(input.path));

// Not `toMessage`: the sandbox loads one small file.
const onlyChosen = msg`Only a file that you choose can be read`;
const refused: HostAnswer = {
  ok: false,
  error: { code: 'forbidden', words: { id: onlyChosen.id, message: onlyChosen.message ?? '', values: {} }, detail: {} },
};

const api: PreloadApi<PageFile> = {
  connectEngine: () => ipcRenderer.send(CHANNELS.connectEngine),
  host: async (procedure, input) => {
    if (procedure === 'stagePath' && !isChosen(input)) return refused;
    // The other end is `listenToPages`, which answers in this form only.
    return (await ipcRenderer.invoke(CHANNELS.host, procedure, input)) as HostAnswer;
  },
  pathForFile: (file) => {
    const place = webUtils.getPathForFile(file);
    if (place !== '') chosenPaths.add(place);
    return place;
  },
};

// Where the page is stands in the fragment of its address, so it follows a link without a word between them.
ipcRenderer.on(CHANNELS.openLink, (_event, path: unknown) => {
  if (typeof path === 'string') window.location.hash = path;
});

// A port cannot cross the context bridge: it goes on as a message of the window to itself.
ipcRenderer.on(CHANNELS.enginePort, (event) => {
  window.postMessage(ENGINE_PORT_MESSAGE, window.location.origin, event.ports);
});

contextBridge.exposeInMainWorld('outpost', api);
